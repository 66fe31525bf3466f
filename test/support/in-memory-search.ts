import type { Order } from '../../src/domain/order.ts';
import {
  backEventTypes,
  endEventTypes,
  lastReportOf,
  type PayTo,
  refundNosMax,
} from '../../src/domain/verdict.ts';
import type { OrderSearch, SearchMatch, SearchTerms } from '../../src/use-cases/ports/people/order-search.ts';
import type { StoredOrder, Tables } from './in-memory-tables.ts';
import { viewOf } from './order-view.ts';

/** The OrderSearch port of the in-memory store. */
export function makeInMemorySearch({ orders, refunds, events }: Tables): OrderSearch {
  function matches(
    { order, phoneDigits }: StoredOrder,
    terms: SearchTerms,
    isInWindow: boolean,
  ): SearchMatch[] {
    const { numbers, lastDigits, amount } = terms;
    const ofRefunds = [...refunds.values()].filter(({ refund }) => refund.orderId === order.id);
    const is: Readonly<Record<SearchMatch, boolean>> = {
      PARTNER_REFERENCE_NO: numbers.includes(order.partnerReferenceNo),
      REFERENCE_NO: order.referenceNo !== null && numbers.includes(order.referenceNo),
      REFUND_NO: ofRefunds.some(({ refund }) =>
        [refund.partnerRefundNo, refund.refundNo].some((one) => one !== null && numbers.includes(one)),
      ),
      PAYMENT_NUMBER: isInWindow && lastDigits !== null && paymentNumberOf(order).endsWith(lastDigits),
      AMOUNT: isInWindow && order.amount === amount,
      PHONE: isInWindow && phoneDigits !== null && phoneDigits === terms.phoneDigits,
    };
    return (Object.keys(is) as SearchMatch[]).filter((match) => is[match]);
  }

  return {
    async searchOrders(terms, { from, to }, limit, details) {
      return [...orders.values()]
        .map((row) => {
          const { order } = row;
          return { order, matchedBy: matches(row, terms, order.createdAt >= from && order.createdAt < to) };
        })
        .filter(({ matchedBy }) => matchedBy.length > 0)
        .sort(
          (a, b) =>
            Number(b.order.createdAt) - Number(a.order.createdAt) || (a.order.id < b.order.id ? 1 : -1),
        )
        .slice(0, limit)
        .map(({ order, matchedBy }) => ({ order: viewOf(order, details), matchedBy }));
    },
    async proofOf(orderId) {
      const last = (types: readonly string[]) => {
        const found = events.get(orderId)?.findLast(({ fact }) => types.includes(fact.type));
        return found === undefined ? null : { source: found.source, at: found.occurredAt };
      };
      const row = orders.get(orderId);
      return {
        paid: last(['PAID']),
        back: last(backEventTypes),
        ended: last(endEventTypes),
        lastReport: lastReportOf(row?.answered ?? null, last(['ACCEPTED'])?.at ?? null),
        unansweredAt: row?.unansweredAt ?? null,
        payTo: row === undefined ? null : payToOf(row.order),
        refundNos: [...refunds.values()]
          .map(({ refund }) => refund)
          .filter((refund) => refund.orderId === orderId)
          .sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? 1 : -1))
          .slice(0, refundNosMax)
          .map(({ partnerRefundNo, status }) => ({ partnerRefundNo, status })),
        nextQueryAt: row?.dueAt ?? null,
      };
    },
  };
}

function payToOf(order: Order): PayTo | null {
  const { instruction } = order;
  const isNumber = instruction?.kind === 'VIRTUAL_ACCOUNT' || instruction?.kind === 'PAYMENT_CODE';
  return isNumber ? { kind: instruction.kind, lastDigits: paymentNumberOf(order).slice(-4) } : null;
}

function paymentNumberOf({ instruction }: Order): string {
  if (instruction?.kind === 'VIRTUAL_ACCOUNT') return instruction.number;
  return instruction?.kind === 'PAYMENT_CODE' ? instruction.code : '';
}
