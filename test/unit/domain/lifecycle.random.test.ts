import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bookEvent,
  emptyBalance,
  type MoneyEvent,
  type OrderBalance,
} from '../../../src/domain/books/order-entries.ts';
import { decide, replay } from '../../../src/domain/lifecycle.ts';
import { rupiah, zeroRupiah } from '../../../src/domain/money.ts';
import { keptRefunds, type Order, type OrderStatus, refundable } from '../../../src/domain/order.ts';
import { type OrderFact, orderFactTypes } from '../../../src/domain/order-event.ts';
import { approver } from '../../support/actors.ts';
import { minute, openNewOrder } from '../../support/orders.ts';
import { fuzzMs, fuzzRuns, testSeed } from '../../support/sample.ts';

const oneRupiah = rupiah(100n);

const refusal = { reason: 'OTHER', responseCode: '4035405', responseMessage: 'Do Not Honor' } as const;

const approval = { approvalId: 'a', act: 'REFUND', amount: oneRupiah } as const;

const attestation = {
  approvalId: 'a',
  amount: oneRupiah,
  evidence: { text: 'A letter', reference: 'L-1', fileHash: null },
} as const;

/** One fact of each type. */
const facts: Readonly<Record<OrderFact['type'], OrderFact>> = {
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

/** Refund facts come from refunds that exist; the use case guards what this pure table cannot see. */
function isPossible(order: Order, type: OrderFact['type']): boolean {
  const isRefundable = (['PAID', 'PARTIALLY_REFUNDED'] satisfies OrderStatus[] as OrderStatus[]).includes(
    order.status,
  );
  if (type === 'REFUND_REQUESTED') return isRefundable && refundable(order) > 0n;
  if (type === 'CHARGEBACK_RETURNED') return order.chargedBack > 0n;
  if (type === 'REFUND_RETURNED' || type === 'ADJUSTMENT_ASSIGNED') return keptRefunds(order) > 0n;
  if (type === 'CHARGEBACK_WON') return order.chargedBack > order.chargebackWon;
  if (type === 'REFUNDED_BY_TRANSFER') return isRefundable && refundable(order) > 0n;
  if (type === 'REFUNDED' || type === 'REFUND_DECLINED') return order.refundPending > 0n;
  if (type === 'REFUNDED_ELSEWHERE')
    return isRefundable && keptRefunds(order) + order.refundPending < order.paid;
  const waits = order.waitingApprovals.some(({ id }) => id === approval.approvalId);
  if (type === 'APPROVAL_REQUESTED') return !waits && isRefundable && refundable(order) > 0n;
  if (type.startsWith('APPROVAL')) return waits;
  return true;
}

/** Books an event, as the books do that are compared with the rows. */
function book(
  { balance, totals }: { balance: OrderBalance; totals: ReadonlyMap<string, bigint> },
  event: MoneyEvent,
) {
  const booked = bookEvent(balance, event);
  const sums = new Map(totals);
  for (const { account, sen } of booked.entry?.postings ?? [])
    sums.set(account, (sums.get(account) ?? 0n) + sen);
  return { balance: booked.balance, totals: sums };
}

/** What the row of an order says that its accounts hold; those that are zero may be absent. */
function accountsOf(order: Order) {
  const { paid, refunded, returned, voided, chargedBack, chargebackWon, transferred } = order;
  const amounts = { PAYERS: -paid, REFUNDS: refunded, ADJUSTMENTS: -returned, CANCELLATIONS: voided };
  const pastDana = { TRANSFERS: transferred, OWN_BANK: -transferred, CHARGEBACKS_WON: -chargebackWon };
  const all = { ...amounts, ...pastDana, CHARGEBACKS: chargedBack };
  return Object.fromEntries(Object.entries(all).filter(([, sen]) => sen !== 0n));
}

test('any walk through the lifecycle folds back from its events, version by version', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...orderFactTypes), { maxLength: 30 }), (types) => {
      const { order: opened } = openNewOrder();
      let order = opened;
      let folded = opened;
      for (const [index, type] of types.entries()) {
        if (!isPossible(order, type)) continue;
        const origin = type.startsWith('APPROVAL') ? approver : 'QUERY';
        const decision = decide(order, facts[type], origin, minute(index));
        if (decision.kind === 'unchanged') continue;
        folded = replay(folded, decision.event);
        order = decision.order;
        const { refundPending, reserved, voided, paid } = order;
        expect(keptRefunds(order) + refundPending + reserved + voided).toBeLessThanOrEqual(paid);
      }
      expect(folded).toEqual(order);
    }),
  );
});

const moneyFacts = orderFactTypes.filter((type) => /^(CANCELLED|REFUND|CHARG|ADJUST)/.test(type));

test('whatever happens to the money of a paid order, its books agree with its row', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...moneyFacts), { maxLength: 12 }), (types) => {
      const { order: opened } = openNewOrder();
      let order = opened;
      let books = { balance: emptyBalance, totals: new Map<string, bigint>() };
      for (const [index, type] of (['PAID', ...types] as const).entries()) {
        if (!isPossible(order, type)) continue;
        const decision = decide(order, facts[type], 'QUERY', minute(index));
        if (decision.kind === 'unchanged') continue;
        order = decision.order;
        books = book(books, { ...order, ...decision.event });
      }
      const { balance, totals } = books;
      expect(balance).toMatchObject({ paid: order.paid, kept: keptRefunds(order), voided: order.voided });
      expect(Object.fromEntries(totals)).toMatchObject(accountsOf(order));
    }),
    { numRuns: fuzzRuns(3_000), seed: testSeed, interruptAfterTimeLimit: fuzzMs },
  );
});
