import { applyPermissions } from './apply-permissions.ts';
import { builder } from './builder.ts';
import './scalars/date-time.ts';
import './scalars/pay-codes.ts';
import './scalars/rupiah.ts';
import './scalars/url.ts';
import './node.ts';
import './payment-options.ts';
import './find-order.ts';
import './list-orders.ts';
import './incident.ts';
import './event.ts';
import './create-order.ts';
import './cancel-order.ts';
import './checkout.ts';
import './create-checkout.ts';
import './pay-checkout.ts';
import './refund-order.ts';
import './order-status.ts';

/** The public schema with its resolvers, behind the permission table. Every import above adds its part. */
export const schema = applyPermissions(builder.toSchema({ sortSchema: false }));
