import { zeroRupiah } from '../../../src/domain/money.ts';
import { returnedTwice } from '../../../src/domain/order.ts';
import type { PaymentReport } from '../../../src/use-cases/ports/payment-provider.ts';
import type { Mutant } from './mutation.ts';
import { withProvider } from './provider-mutants.ts';
import { withStore } from './store-mutants.ts';

/** The same answers of Query Payment with another report. */
function withReport(alter: (report: PaymentReport) => PaymentReport): NonNullable<Mutant['deps']> {
  return withProvider((provider) => ({
    async queryOrder(order, urgency) {
      const answer = await provider.queryOrder(order, urgency);
      return answer.kind === 'found' ? { ...answer, report: alter(answer.report) } : answer;
    },
  }));
}

/** Bugs about money that moves without the gateway, and about what it was paid with. */
export const disputeMutants: readonly Mutant[] = [
  {
    name: 'a chargeback is missed',
    breaks: ['I3'],
    deps: withReport((report) => ({ ...report, chargedBack: null })),
  },
  {
    name: 'a freeze is missed',
    breaks: ['I3'],
    deps: withReport((report) => ({ ...report, isFrozen: null })),
  },
  {
    name: 'a chargeback is taken for a refund',
    breaks: ['I3'],
    deps: withReport((report) => ({
      ...report,
      refunded: sumOf(report.refunded, report.chargedBack),
      chargedBack: null,
    })),
  },
  {
    name: 'a refund takes what was charged back',
    breaks: ['I3'],
    deps: withStore((store) => ({
      change: (orderId, decide, options) =>
        store.change(
          orderId,
          (order, refunds) => {
            const careless = decide({ ...order, chargedBack: zeroRupiah }, refunds);
            if (careless?.event.fact.type !== 'REFUND_REQUESTED') return decide(order, refunds);
            const next = { ...careless.order, chargedBack: order.chargedBack };
            return { ...careless, order: { ...next, returnedTwice: returnedTwice(next) } };
          },
          options,
        ),
    })),
  },
  {
    name: 'a freeze blocks refunds',
    breaks: ['I11'],
    useCases: (useCases, { store }) => ({
      ...useCases,
      async refundOrder(input, by) {
        const order = await store.find({ id: input.orderId });
        return order?.isFrozen ? { kind: 'OrderFrozen', order } : useCases.refundOrder(input, by);
      },
    }),
  },
  {
    name: 'nobody plans late queries',
    breaks: ['I3'],
    deps: withStore((store) => ({
      change: (orderId, decide, options) =>
        store.change(
          orderId,
          (order, refunds) => {
            const change = decide(order, refunds);
            if (change === null) return null;
            const { lateQueryAt: _, ...withoutPlan } = change;
            return withoutPlan;
          },
          options,
        ),
    })),
  },
  {
    name: 'late queries are not made',
    breaks: ['I2', 'I3'],
    deps: withStore(() => ({ claimLateQueries: async () => [], nextLateQueryAt: async () => null })),
  },
  {
    name: 'a late query that DANA leaves unanswered is not repeated',
    breaks: ['I3'],
    deps: withStore((store, { clock }) => ({
      planLateQuery: (orderId, claimedUntil, at) =>
        store.planLateQuery(orderId, claimedUntil, isRetry(at, clock.now()) ? null : at),
    })),
  },
  {
    name: 'a coupon beside the balance is lost',
    breaks: ['I9'],
    deps: withReport((report) => ({ ...report, paidWith: report.paidWith.slice(0, 1) })),
  },
];

function sumOf(one: PaymentReport['refunded'], other: PaymentReport['chargedBack']) {
  return one === null || other === null ? one : ((one + other) as typeof one);
}

/** Planned queries are a day apart or more; a repeat of one comes sooner. */
function isRetry(at: Date | null, now: Date): boolean {
  return at !== null && at.getTime() - now.getTime() < 13 * 60 * 60_000;
}
