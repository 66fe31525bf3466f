import type { OrderStatus } from '../order.ts';
import type { OrderFact, OrderFactType } from '../order-event.ts';
import { type JournalEntry, journalEntry } from './account.ts';

/** The facts that the books know: they move money, or reserve and release it for a refund. */
export const moneyFactTypes = [
  'PAID',
  'CANCELLED',
  'REFUND_REQUESTED',
  'REFUND_DECLINED',
  'REFUNDED',
  'REFUNDED_ELSEWHERE',
  'REFUND_RETURNED',
  'CHARGED_BACK',
  'CHARGEBACK_RETURNED',
  'CHARGEBACK_WON',
  'REFUNDED_BY_TRANSFER',
  'ADJUSTMENT_ASSIGNED',
] as const satisfies readonly OrderFactType[];
type MoneyFact = Extract<OrderFact, { readonly type: (typeof moneyFactTypes)[number] }>;

function isMoneyFact(fact: OrderFact): fact is MoneyFact {
  return moneyFactTypes.some((type) => type === fact.type);
}

/** An event of an order, with what of its order the books need. */
export interface MoneyEvent {
  readonly orderId: string;
  readonly partnerReferenceNo: string;
  readonly amount: bigint;
  readonly version: number;
  readonly occurredAt: Date;
  /** The status after the event. */
  readonly status: OrderStatus;
  readonly fact: OrderFact;
}

/** What the books know of an order while they read its events. */
export interface OrderBalance {
  readonly paid: bigint;
  readonly paidAt: Date | null;
  /** What the payer has back by refunds. */
  readonly kept: bigint;
  readonly refundPending: bigint;
  readonly voided: bigint;
  /** What letters said of chargebacks that DANA's total still contains. */
  readonly won: bigint;
}

export const emptyBalance: OrderBalance = {
  paid: 0n,
  paidAt: null,
  kept: 0n,
  refundPending: 0n,
  voided: 0n,
  won: 0n,
};

/**
 * Books one event: the balance after it, and its entry; null if no money moved. It reads the facts by itself, not the
 * order's row, so that the two can be compared. Events of one order come in the order of their versions.
 */
export function bookEvent(
  balance: OrderBalance,
  event: MoneyEvent,
): { readonly balance: OrderBalance; readonly entry: JournalEntry | null } {
  const { fact, occurredAt, partnerReferenceNo } = event;
  const entry = (amounts: Parameters<typeof journalEntry>[1], at = occurredAt) =>
    journalEntry({ at, partnerReferenceNo, source: fact.type }, amounts);
  if (!isMoneyFact(fact)) return { balance, entry: null };
  switch (fact.type) {
    case 'PAID':
      if (balance.paid > 0n) return { balance, entry: null };
      return {
        balance: { ...balance, paid: event.amount, paidAt: fact.paidAt },
        entry: entry({ PAYERS: -event.amount, CLEARING: event.amount }, fact.paidAt),
      };
    case 'CANCELLED':
      return bookCancellation(balance, event, fact, entry);
    case 'REFUND_REQUESTED':
      return {
        balance: { ...balance, refundPending: balance.refundPending + fact.amount },
        entry: null,
      };
    case 'REFUND_DECLINED':
      return {
        balance: { ...balance, refundPending: balance.refundPending - fact.amount },
        entry: null,
      };
    case 'REFUNDED': {
      const released = fact.from === 'PENDING' ? fact.amount : 0n;
      const refundPending = balance.refundPending - released;
      return {
        balance: { ...balance, refundPending, kept: balance.kept + fact.amount },
        entry: entry({ REFUNDS: fact.amount, CLEARING: -fact.amount }),
      };
    }
    case 'REFUNDED_ELSEWHERE':
      return {
        balance: { ...balance, kept: balance.kept + fact.amount },
        entry: entry({ REFUNDS: fact.amount, CLEARING: -fact.amount }),
      };
    case 'REFUND_RETURNED':
    case 'ADJUSTMENT_ASSIGNED':
      return {
        balance: { ...balance, kept: balance.kept - fact.amount },
        entry: entry({ ADJUSTMENTS: -fact.amount, CLEARING: fact.amount }),
      };
    case 'CHARGED_BACK':
      return { balance, entry: entry({ CHARGEBACKS: fact.amount, CLEARING: -fact.amount }) };
    case 'CHARGEBACK_RETURNED': {
      // What a letter said before is DANA's own word now: it was booked already.
      const known = balance.won < fact.amount ? balance.won : fact.amount;
      return {
        balance: { ...balance, won: balance.won - known },
        entry: entry({ CHARGEBACKS: -fact.amount, CHARGEBACKS_WON: known, CLEARING: fact.amount - known }),
      };
    }
    case 'CHARGEBACK_WON':
      return {
        balance: { ...balance, won: balance.won + fact.amount },
        entry: entry({ CHARGEBACKS_WON: -fact.amount, CLEARING: fact.amount }),
      };
    case 'REFUNDED_BY_TRANSFER':
      return { balance, entry: entry({ TRANSFERS: fact.amount, OWN_BANK: -fact.amount }) };
  }
}

/** DANA cancels in full: what the payer does not have back yet goes back. It may report payment and return at once. */
function bookCancellation(
  balance: OrderBalance,
  { status, occurredAt }: MoneyEvent,
  fact: Extract<OrderFact, { type: 'CANCELLED' }>,
  entry: (amounts: Parameters<typeof journalEntry>[1], at?: Date) => JournalEntry,
): ReturnType<typeof bookEvent> {
  if (status !== 'CANCELLED' || balance.voided > 0n) return { balance, entry: null };
  if (balance.paid === 0n) {
    if (fact.voided === 0n) return { balance, entry: null };
    const { voided } = fact;
    return {
      balance: { ...balance, paid: voided, voided, paidAt: fact.paidAt },
      entry: entry({ PAYERS: -voided, CANCELLATIONS: voided }, fact.paidAt ?? occurredAt),
    };
  }
  const voided = balance.paid - balance.kept - balance.refundPending;
  return {
    balance: { ...balance, voided },
    entry: entry({ CANCELLATIONS: voided, CLEARING: -voided }),
  };
}
