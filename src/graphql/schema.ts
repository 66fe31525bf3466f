import { applyPermissions } from './schema/apply-permissions.ts';
import { builder } from './schema/builder.ts';
import { resolveIdsAtOnce } from './schema/node-ids.ts';
import './schema/scalars/date-time.ts';
import './schema/scalars/pay-codes.ts';
import './schema/scalars/rupiah.ts';
import './schema/scalars/url.ts';
import './node.ts';
import './payment-options/payment-options.ts';
import './orders/find-order.ts';
import './orders/list-orders.ts';
import './incidents/incident.ts';
import './incidents/handle-incident.ts';
import './settlement/settlements.ts';
import './events/event.ts';
import './events/event-receivers.ts';
import './events/redeliver-events.ts';
import './events/replay-inbox.ts';
import './orders/create-order.ts';
import './orders/cancel-order.ts';
import './checkouts/checkout.ts';
import './checkouts/create-checkout.ts';
import './checkouts/pay-checkout.ts';
import './checkouts/end-checkout.ts';
import './checkouts/payment-link.ts';
import './orders/refund-order.ts';
import './support/verdict.ts';
import './support/evidence.ts';
import './support/overview.ts';
import './support/pending-operations.ts';
import './support/search.ts';
import './decisions/list-approvals.ts';
import './decisions/attest-fact.ts';
import './batches/request-refund-batch.ts';
import './batches/decide-refund-batch.ts';
import './batches/steer-refund-batch.ts';
import './decisions/decide-approval.ts';
import './orders/order-status.ts';

/**
 * The public schema with its resolvers, guarded by the permission table. Every import above adds its part.
 */
export const schema = applyPermissions(resolveIdsAtOnce(builder.toSchema({ sortSchema: false })));
