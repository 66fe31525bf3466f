import type { Order } from '../../../src/domain/order.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import type {
  CancelOrderOutcome,
  CreateOrderOutcome,
  RefundOrderOutcome,
} from '../../../src/use-cases/outcomes.ts';
import type { Incident } from '../../../src/use-cases/ports/incidents.ts';
import type { OrderView } from '../../../src/use-cases/ports/order-reads.ts';
import type { Chronicle } from '../world/chronicle.ts';
import { differences } from './commits.ts';

/** One statement to a client, to be compared with the end state. */
interface Claim {
  readonly words: string;
  readonly orderId: string;
  /** Null if the end state agrees. */
  readonly contradictedBy: (order: Order, refunds: readonly Refund[]) => string | null;
}

/** What is recorded, as far as answers speak of it. */
export interface AnswerTables {
  readonly orders: ReadonlyMap<string, { readonly order: Order }>;
  readonly refunds: ReadonlyMap<string, { readonly refund: Refund }>;
  readonly incidents: ReadonlyMap<string, Incident>;
  readonly references: ReadonlyMap<string, string | null>;
}

export interface AnswersNeeds {
  readonly store: () => { readonly tables: AnswerTables };
  readonly chronicle: Chronicle;
  readonly commits: { at(orderId: string, version: number): { readonly order: Order } | undefined };
}

const ends: readonly Order['status'][] = ['CANCELLED', 'EXPIRED', 'FAILED', 'REFUNDED'];

/** Refusals in DANA's name: it declined this very refund. */
const danaRefusals: readonly string[] = ['ProviderDeclined', 'InsufficientMerchantBalance', 'OrderFrozen'];

/**
 * Whether a refused refund was declined by DANA, or the order in the answer shows what forbids it: that its money is not
 * there, or a cancellation is under way. Nothing else is a reason; a freeze is for DANA to judge.
 */
function isRefusalGrounded(
  outcome: RefundOrderOutcome,
  refund: Refund | undefined,
  amount: bigint | null,
): boolean {
  // Recorded, and therefore sent: the claim that it failed is compared with its end.
  if (refund !== undefined) return true;
  if (danaRefusals.includes(outcome.kind)) return false;
  if (outcome.kind !== 'OrderNotRefundable' && outcome.kind !== 'RefundExceedsBalance') return true;
  const { status, paid, refunded, returned, refundPending, reserved, voided, cancellation } = outcome.order;
  const { chargedBack, chargebackWon, transferred } = outcome.order;
  const pastDana = chargedBack - chargebackWon + transferred;
  const left = paid - refunded + returned - refundPending - reserved - voided - pastDana;
  const isPaid = status === 'PAID' || status === 'PARTIALLY_REFUNDED';
  return outcome.kind === 'OrderNotRefundable'
    ? !isPaid || cancellation?.status === 'PENDING'
    : left <= 0n || (amount !== null && amount > left);
}

/**
 * The history of every answer that a client saw (I11): committed when it was given, and never contradicted
 * later.
 */
export function createAnswers({ store, chronicle, commits }: AnswersNeeds) {
  const claims: Claim[] = [];

  function claim(orderId: string, words: string, contradictedBy: Claim['contradictedBy']): void {
    claims.push({ orderId, words, contradictedBy });
  }

  /** An order in an answer must be one that was committed. */
  function sawOrder(order: OrderView): void {
    const { id, partnerReferenceNo: name, version, status, paid } = order;
    const commit = commits.at(id, version);
    const differing = commit === undefined ? ['version'] : differences(commit.order, order);
    if (differing.length > 0) {
      chronicle.violate('I11', `${name} v${version} was answered and never recorded (${differing})`);
    }
    if (ends.includes(status)) {
      claim(id, `${name} is ${status}`, (last) => (last.status === status ? null : `it is ${last.status}`));
    }
    if (paid > 0n) claim(id, `${name} is paid`, (last) => (last.paid > 0n ? null : 'it is not'));
  }

  function sawRefund({ id, orderId, partnerRefundNo }: Refund, status: Refund['status']): void {
    claim(orderId, `${partnerRefundNo} is ${status}`, (_, refunds) => {
      const last = refunds.find((refund) => refund.id === id)?.status;
      return last === status ? null : `it is ${last}`;
    });
  }

  return {
    sawOrder,

    /** `title`: the title of the request, which makes the content another one. */
    sawCreate(outcome: CreateOrderOutcome, request: { partnerReferenceNo: string; title: string }): void {
      if ('order' in outcome && outcome.order !== null) sawOrder(outcome.order);
      const recorded = [...store().tables.orders.values()].find(
        ({ order }) => order.partnerReferenceNo === request.partnerReferenceNo,
      );
      const isConflict = outcome.kind === 'PartnerReferenceNoConflict';
      const isOfCheckout = (store().tables.references.get(request.partnerReferenceNo) ?? null) !== null;
      const isAnother = isOfCheckout || (recorded !== undefined && recorded.order.title !== request.title);
      if (isConflict !== isAnother && (isConflict || outcome.kind === 'CreateOrderSuccess')) {
        chronicle.violate('I1', `${request.partnerReferenceNo}: ${outcome.kind} for ${request.title}`);
      }
    },

    sawCancel(outcome: CancelOrderOutcome): void {
      if (!('order' in outcome) || outcome.order === null) return;
      sawOrder(outcome.order);
      if (outcome.kind === 'CancelOrderSuccess' && outcome.order.status !== 'CANCELLED') {
        chronicle.violate('I11', `${outcome.kind} of an order that is ${outcome.order.status}`);
      }
    },

    /** `amount`: the requested amount; null for all that was left. */
    sawRefund(
      outcome: RefundOrderOutcome,
      request: { partnerRefundNo: string; amount: bigint | null },
    ): void {
      if ('order' in outcome && outcome.order !== null) sawOrder(outcome.order);
      const isRefusal = danaRefusals.includes(outcome.kind);
      const refund = findRefund(request.partnerRefundNo);
      if (isRefusal && refund !== undefined) sawRefund(refund, 'FAILED');
      if (!isRefusalGrounded(outcome, refund, request.amount))
        chronicle.violate(
          'I11',
          `${request.partnerRefundNo}: ${outcome.kind}, and nothing on record says why`,
        );
      if (!('refund' in outcome)) return;
      const { status, amount } = outcome.refund;
      if ((outcome.kind === 'RefundOrderSuccess') !== (status === 'SUCCEEDED')) {
        chronicle.violate('I11', `${outcome.kind} of a refund that is ${status}`);
      }
      if (request.amount !== null && amount !== request.amount) {
        chronicle.violate(
          'I3',
          `${request.partnerRefundNo}: requested ${request.amount}, the answer says ${amount}`,
        );
      }
      if (status === 'SUCCEEDED') sawRefund(outcome.refund, status);
    },

    /**
     * When nothing is pending any more: a statement that no longer holds needs an incident that names the
     * order.
     */
    check(): void {
      const { orders, refunds, incidents } = store().tables;
      const allRefunds = [...refunds.values()].map(({ refund }) => refund);
      const isAlarmed = new Set([...incidents.values()].map(({ orderId }) => orderId));
      for (const { orderId, words, contradictedBy } of claims) {
        const order = orders.get(orderId)?.order;
        const contradiction = order === undefined ? 'it is gone' : contradictedBy(order, allRefunds);
        if (contradiction !== null && !isAlarmed.has(orderId)) {
          chronicle.violate(
            'I11',
            `a client was told that ${words}; ${contradiction}, and no incident says so`,
          );
        }
      }
    },
  };

  function findRefund(partnerRefundNo: string): Refund | undefined {
    for (const { refund } of store().tables.refunds.values()) {
      if (refund.partnerRefundNo === partnerRefundNo) return refund;
    }
    return undefined;
  }
}
export type Answers = ReturnType<typeof createAnswers>;
