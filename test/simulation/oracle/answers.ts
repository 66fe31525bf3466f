import type { Order } from '../../../src/domain/order.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import type {
  CancelOrderOutcome,
  CreateOrderOutcome,
  RefundOrderOutcome,
} from '../../../src/use-cases/outcomes.ts';
import type { InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import type { Chronicle } from '../world/chronicle.ts';
import { type Commits, differences } from './commits.ts';

type Outcome = CreateOrderOutcome | CancelOrderOutcome | RefundOrderOutcome;

/** One thing that a client was told, to be held against the end. */
interface Claim {
  readonly words: string;
  readonly orderId: string;
  /** Null where the end bears it. */
  readonly contradictedBy: (order: Order, refundsById: ReadonlyMap<string, Refund>) => string | null;
}

export interface AnswersNeeds {
  readonly store: () => InMemoryOrderStore;
  readonly chronicle: Chronicle;
  readonly commits: Commits;
}

/** The history of every answer that a client saw (I11): committed when it was given, and never contradicted later. */
export function createAnswers({ store, chronicle, commits }: AnswersNeeds) {
  const claims: Claim[] = [];

  /** An order as a client got it must be one that was committed. */
  function sawOrder(order: Order): void {
    const commit = commits.at(order.id, order.version);
    const differing = commit === undefined ? ['version'] : differences(commit.order, order);
    if (differing.length > 0) {
      chronicle.violate(
        'I11',
        `${order.partnerReferenceNo} v${order.version} was told and never recorded (${differing})`,
      );
    }
    if (['CANCELLED', 'EXPIRED', 'FAILED', 'REFUNDED'].includes(order.status)) {
      claim(order.id, `${order.partnerReferenceNo} is ${order.status}`, (last) =>
        last.status === order.status ? null : `it is ${last.status}`,
      );
    }
    if (order.paid > 0n)
      claim(order.id, `${order.partnerReferenceNo} is paid`, ({ paid }) => (paid > 0n ? null : 'it is not'));
  }

  function claim(orderId: string, words: string, contradictedBy: Claim['contradictedBy']): void {
    claims.push({ orderId, words, contradictedBy });
  }

  function sawRefund(refund: Refund): void {
    if (refund.status === 'PENDING') return;
    claim(refund.orderId, `${refund.partnerRefundNo} is ${refund.status}`, (_, refunds) => {
      const last = refunds.get(refund.id)?.status;
      return last === refund.status ? null : `it is ${last}`;
    });
  }

  return {
    sawOrder,

    /** `partnerRefundNo`: of the refund that was asked for, where one was. */
    saw(outcome: Outcome, partnerRefundNo?: string): void {
      if ('refund' in outcome) sawRefund(outcome.refund);
      if (!('order' in outcome) || outcome.order === null) return;
      sawOrder(outcome.order);
      const { order, kind } = outcome;
      if (kind === 'RefundOrderSuccess' && outcome.refund.status !== 'SUCCEEDED') {
        chronicle.violate('I11', `${kind} of a refund that is ${outcome.refund.status}`);
      }
      if (kind === 'CancelOrderSuccess' && order.status !== 'CANCELLED') {
        chronicle.violate('I11', `${kind} of an order that is ${order.status}`);
      }
      const isRefusal = kind === 'ProviderDeclined' || kind === 'InsufficientMerchantBalance';
      if (isRefusal && partnerRefundNo !== undefined) {
        claim(order.id, `${partnerRefundNo} was refused`, (_, refunds) => {
          const last = [...refunds.values()].find(
            (refund) => refund.partnerRefundNo === partnerRefundNo,
          )?.status;
          return last === 'FAILED' ? null : `it is ${last}`;
        });
      }
    },

    /** At rest: what was said and does not hold needs an incident that names the order. */
    check(): void {
      const { orders, refunds, incidents } = store().tables;
      const refundsById = new Map([...refunds].map(([id, { refund }]) => [id, refund]));
      const isAlarmed = new Set([...incidents.values()].map(({ orderId }) => orderId));
      for (const { orderId, words, contradictedBy } of claims) {
        const order = orders.get(orderId)?.order;
        const contradiction = order === undefined ? 'it is gone' : contradictedBy(order, refundsById);
        if (contradiction !== null && !isAlarmed.has(orderId)) {
          chronicle.violate(
            'I11',
            `a client was told that ${words}; ${contradiction}, and no incident says so`,
          );
        }
      }
    },
  };
}
export type Answers = ReturnType<typeof createAnswers>;
