import { isAttestedFact } from '../../../src/domain/approval-facts.ts';
import type { Decision } from '../../../src/domain/decision.ts';
import { decide } from '../../../src/domain/lifecycle.ts';
import { rupiah, zeroRupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import { approver } from '../../support/actors.ts';
import { minute } from '../../support/orders.ts';

export const oneRupiah = rupiah(100n);

const refusal = { reason: 'OTHER', responseCode: '4035405', responseMessage: 'Do Not Honor' } as const;

export const approval = { approvalId: 'a', act: 'REFUND', amount: oneRupiah } as const;

const attestation = {
  approvalId: 'a',
  amount: oneRupiah,
  evidence: { text: 'A letter', reference: 'L-1', fileHash: null },
} as const;

/** One fact of each type. */
export const facts: Readonly<Record<OrderFact['type'], OrderFact>> = {
  CREATED: { type: 'CREATED' },
  ACCEPTED: { type: 'ACCEPTED', referenceNo: 'DANA-1', instruction: null },
  DECLINED: { type: 'DECLINED', ...refusal },
  NOT_FOUND: { type: 'NOT_FOUND' },
  NEVER_CREATED: { type: 'NEVER_CREATED' },
  PAID: {
    type: 'PAID',
    referenceNo: 'DANA-1',
    paidAt: minute(5),
    paidWith: [{ payMethod: 'BALANCE', payOption: null, amount: null }],
  },
  PAYMENT_FAILED: { type: 'PAYMENT_FAILED' },
  EXPIRED: { type: 'EXPIRED' },
  CANCELLATION_REQUESTED: { type: 'CANCELLATION_REQUESTED', reason: null },
  CANCELLED: { type: 'CANCELLED', voided: zeroRupiah, paidAt: null },
  CANCELLATION_DECLINED: { type: 'CANCELLATION_DECLINED', ...refusal },
  APPROVAL_REQUESTED: {
    type: 'APPROVAL_REQUESTED',
    ...approval,
    reason: null,
    expiresAt: minute(60),
  },
  APPROVAL_GRANTED: { type: 'APPROVAL_GRANTED', ...approval, reason: 'Checked' },
  APPROVAL_REFUSED: { type: 'APPROVAL_REFUSED', ...approval, reason: 'Not ours' },
  APPROVAL_EXPIRED: { type: 'APPROVAL_EXPIRED', ...approval },
  REFUND_REQUESTED: {
    type: 'REFUND_REQUESTED',
    refundId: 'r',
    partnerRefundNo: 'r',
    amount: oneRupiah,
    reason: null,
  },
  REFUNDED: { type: 'REFUNDED', refundId: 'r', refundNo: null, amount: oneRupiah, from: 'PENDING' },
  REFUND_DECLINED: { type: 'REFUND_DECLINED', refundId: 'r', amount: oneRupiah, ...refusal },
  REFUND_RETURNED: { type: 'REFUND_RETURNED', refundId: 'r', amount: oneRupiah, returned: oneRupiah },
  CHARGEBACK_WON: { type: 'CHARGEBACK_WON', ...attestation },
  REFUNDED_BY_TRANSFER: { type: 'REFUNDED_BY_TRANSFER', ...attestation },
  ADJUSTMENT_ASSIGNED: { type: 'ADJUSTMENT_ASSIGNED', ...attestation, refundId: 'r', returned: oneRupiah },
  REFUNDED_ELSEWHERE: { type: 'REFUNDED_ELSEWHERE', amount: oneRupiah },
  CHARGED_BACK: { type: 'CHARGED_BACK', amount: oneRupiah },
  CHARGEBACK_RETURNED: { type: 'CHARGEBACK_RETURNED', amount: oneRupiah },
  FROZEN: { type: 'FROZEN' },
  RELEASED: { type: 'RELEASED' },
  CONTRADICTED: { type: 'CONTRADICTED', contradiction: 'EXPIRED', detail: 'EXPIRED while PAID' },
};

/** What the fact makes of the order, six minutes after its creation, told by whoever may. */
export function nextOf(order: Order, fact: OrderFact): Decision {
  const isOurs = fact.type.startsWith('APPROVAL') || isAttestedFact(fact);
  return decide(order, fact, isOurs ? approver : 'QUERY', minute(6));
}
