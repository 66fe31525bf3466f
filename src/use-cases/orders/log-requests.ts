import type { Actor } from '../../domain/actor.ts';
import {
  type ApprovalFact,
  isApprovalFact,
  isAttestedFact,
  reasonWithoutEvidence,
} from '../../domain/approval-facts.ts';
import { formatRupiah } from '../../domain/money.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Log } from '../ports/log.ts';
import { versionsOf } from '../ports/order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';

/**
 * The store, which logs every refund and cancellation that was requested, and every approval, once and with its actor,
 * whoever requests it: a merchant's server, a person, a payer who chooses another way to pay, or the gateway. A repeat
 * changes nothing and logs nothing.
 */
export function logRequests(store: OrderStore, log: Log): OrderStore {
  function logIfRequested({ orderId, actor, fact }: OrderEvent): void {
    if (fact.type === 'CANCELLATION_REQUESTED') {
      const { reason } = fact;
      log.info('order.cancellation_requested', { orderId, reason, actor });
    }
    if (isApprovalFact(fact)) logApproval(orderId, actor, fact);
    if (isAttestedFact(fact)) {
      const { type: act, approvalId } = fact;
      const { reference, fileHash } = fact.evidence;
      const amount = formatRupiah(fact.amount);
      log.info('fact.attested', { orderId, approvalId, act, amount, reference, fileHash, actor });
    }
    if (fact.type !== 'REFUND_REQUESTED') return;
    const { refundId, partnerRefundNo, reason } = fact;
    const amount = formatRupiah(fact.amount);
    log.info('refund.requested', { orderId, refundId, partnerRefundNo, amount, reason, actor });
  }

  function logApproval(orderId: string, actor: Actor, fact: ApprovalFact): void {
    const { type, approvalId, act } = fact;
    const reason = reasonWithoutEvidence(fact);
    const fields = { orderId, approvalId, act, amount: formatRupiah(fact.amount), reason, actor };
    if (type === 'APPROVAL_REQUESTED') log.info('approval.requested', fields);
    if (type === 'APPROVAL_GRANTED') log.info('approval.granted', fields);
    if (type === 'APPROVAL_REFUSED') log.info('approval.refused', fields);
    if (type === 'APPROVAL_EXPIRED') log.info('approval.expired', fields);
  }
  return {
    ...store,
    async change(...input) {
      const outcome = await store.change(...input);
      if (outcome.kind === 'changed') for (const { event } of versionsOf(outcome)) logIfRequested(event);
      return outcome;
    },
  };
}
