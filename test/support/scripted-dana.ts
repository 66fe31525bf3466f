import { type Rupiah, rupiah, zeroRupiah } from '../../src/domain/money.ts';
import type { Clock } from '../../src/use-cases/ports/clock.ts';
import type {
  DeclineReason,
  PaymentProvider,
  UnknownAnswer,
} from '../../src/use-cases/ports/payment-provider.ts';
import type { DanaTruth } from './invariants.ts';
import { notificationOf, refundedOf, reportOf, type ScriptedOrder } from './scripted-order.ts';

/** Calls that change something at DANA. */
export type Doing = 'createOrder' | 'cancelOrder' | 'refundOrder';

/** DANA for tests of the use cases: keeps exact state, and writes notifications without sending them. */
export interface ScriptedDana {
  readonly provider: PaymentProvider;
  /** DANA carries out the next call of this kind about this order, and the answer is lost. */
  loseNextAnswer(operation: Doing, partnerReferenceNo: string): void;
  /** The next call of this kind about this order never arrives. */
  loseNextRequest(operation: Doing, partnerReferenceNo: string): void;
  /** The payer pays; also after the order was closed or cancelled unpaid: then the money is late and stays. */
  pay(partnerReferenceNo: string): void;
  /** Somebody refunds money in DANA's portal. */
  refundElsewhere(partnerReferenceNo: string, amount: Rupiah): void;
  /** A Finish Notify about the order as it is now, as DANA writes it. */
  notification(partnerReferenceNo: string, about?: Record<string, unknown>): string;
  truths(): DanaTruth[];
}

/** Creates and refunds are idempotent by content, cancellations by order; an unpaid order closes when it expires. */
export function createScriptedDana(clock: Clock): ScriptedDana {
  const orders = new Map<string, ScriptedOrder>();
  const losses: { operation: Doing; partnerReferenceNo: string; lost: 'answer' | 'request' }[] = [];

  function find(partnerReferenceNo: string): ScriptedOrder | undefined {
    const order = orders.get(partnerReferenceNo);
    if (order?.state === 'INIT' && clock.now() >= order.expiresAt) order.state = 'CLOSED';
    return order;
  }

  function have(partnerReferenceNo: string): ScriptedOrder {
    const order = find(partnerReferenceNo);
    if (order === undefined) throw new Error(`DANA has no order ${partnerReferenceNo}`);
    return order;
  }

  /** One call over a network that may lose it or its answer. */
  function over<Answer>(
    operation: Doing,
    partnerReferenceNo: string,
    act: () => Answer,
  ): Answer | UnknownAnswer {
    const place = losses.findIndex(
      (loss) => loss.operation === operation && loss.partnerReferenceNo === partnerReferenceNo,
    );
    const [loss] = place < 0 ? [] : losses.splice(place, 1);
    if (loss?.lost === 'request') return nothingHeard;
    const answer = act();
    return loss === undefined ? answer : nothingHeard;
  }

  function create(request: string) {
    const { partnerReferenceNo, amount, expiresAt } = JSON.parse(request) as Record<string, string>;
    const earlier = find(partnerReferenceNo ?? '');
    if (earlier !== undefined && earlier.request !== request) return declined('INCONSISTENT_REQUEST');
    const order = earlier ?? {
      partnerReferenceNo: partnerReferenceNo ?? '',
      referenceNo: `DANA-${orders.size + 1}`,
      amount: rupiah(BigInt(amount ?? '')),
      expiresAt: new Date(expiresAt ?? ''),
      request,
      state: 'INIT',
      paidAt: null,
      voided: zeroRupiah,
      refunds: new Map(),
    };
    orders.set(order.partnerReferenceNo, order);
    return { kind: 'accepted', referenceNo: order.referenceNo, instruction: virtualAccount } as const;
  }

  function cancel(order: ScriptedOrder | undefined) {
    if (order === undefined) return declined('NOT_FOUND');
    if (order.state === 'CANCELLED') return { kind: 'accepted' } as const;
    if (order.state === 'CLOSED' || order.refunds.size > 0) return declined('INVALID_STATUS');
    if (order.state === 'SUCCESS') order.voided = order.amount;
    order.state = 'CANCELLED';
    return { kind: 'accepted' } as const;
  }

  function refund(request: string) {
    const body = JSON.parse(request) as Record<string, string>;
    const partnerRefundNo = body.partnerRefundNo ?? '';
    const amount = rupiah(BigInt(body.amount ?? ''));
    const order = have(body.partnerReferenceNo ?? '');
    const earlier = order.refunds.get(partnerRefundNo);
    if (earlier !== undefined && earlier.request !== request) return declined('INCONSISTENT_REQUEST');
    if (earlier === undefined) {
      if (order.state !== 'SUCCESS') return declined('INVALID_STATUS');
      if (refundedOf(order) + amount > order.amount) return declined('OTHER');
      order.refunds.set(partnerRefundNo, { amount, request });
    }
    return { kind: 'accepted', refundNo: `${order.referenceNo}-${partnerRefundNo}` } as const;
  }

  const provider: PaymentProvider = {
    listPaymentOptions: async () => ({ kind: 'accepted', options: [] }),
    writeCreateRequest: ({ partnerReferenceNo, amount, expiresAt }) =>
      JSON.stringify({ partnerReferenceNo, amount: String(amount), expiresAt }),
    withExpiry: (request, expiresAt) => JSON.stringify({ ...JSON.parse(request), expiresAt }),
    createOrder: async (request) => over('createOrder', referenceIn(request), () => create(request)),
    async queryOrder({ partnerReferenceNo }) {
      const order = find(partnerReferenceNo);
      return order === undefined ? { kind: 'notFound' } : { kind: 'found', report: reportOf(order) };
    },
    writeCancelRequest: ({ partnerReferenceNo }) => JSON.stringify({ partnerReferenceNo }),
    cancelOrder: async ({ partnerReferenceNo }) =>
      over('cancelOrder', partnerReferenceNo, () => cancel(find(partnerReferenceNo))),
    writeRefundRequest: ({ partnerReferenceNo }, { partnerRefundNo, amount }) =>
      JSON.stringify({ partnerReferenceNo, partnerRefundNo, amount: String(amount) }),
    refundOrder: async (request) => over('refundOrder', referenceIn(request), () => refund(request)),
    unavailability: () => null,
  };

  return {
    provider,
    loseNextAnswer: (operation, partnerReferenceNo) =>
      losses.push({ operation, partnerReferenceNo, lost: 'answer' }),
    loseNextRequest: (operation, partnerReferenceNo) =>
      losses.push({ operation, partnerReferenceNo, lost: 'request' }),
    pay(partnerReferenceNo) {
      const order = have(partnerReferenceNo);
      if (order.paidAt !== null) return;
      order.paidAt = clock.now();
      order.state = 'SUCCESS';
    },
    refundElsewhere(partnerReferenceNo, amount) {
      const { refunds } = have(partnerReferenceNo);
      refunds.set(`elsewhere-${refunds.size + 1}`, { amount, request: '' });
    },
    notification: (partnerReferenceNo, about = {}) =>
      JSON.stringify({ ...notificationOf(have(partnerReferenceNo), clock.now()), ...about }),
    truths: () => [...orders.keys()].map((partnerReferenceNo) => truthOf(have(partnerReferenceNo))),
  };
}

function referenceIn(request: string): string {
  return (JSON.parse(request) as { partnerReferenceNo: string }).partnerReferenceNo;
}

function truthOf({
  partnerReferenceNo,
  referenceNo,
  state,
  amount,
  voided,
  refunds,
}: ScriptedOrder): DanaTruth {
  return {
    partnerReferenceNo,
    referenceNo,
    state,
    amount,
    voided,
    chargedBack: 0n,
    isFrozen: false,
    refunded: refundedOf({ refunds }),
    refunds: [...refunds].map(([partnerRefundNo, one]) => ({
      partnerRefundNo,
      amount: one.amount,
      isDone: true,
    })),
    acknowledged: [],
  };
}

const virtualAccount = { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8059000000000001' } as const;

const nothingHeard: UnknownAnswer = {
  kind: 'unknown',
  reason: 'no answer',
  isOurFault: false,
  isInProgress: false,
};

function declined(reason: DeclineReason) {
  return { kind: 'declined', responseCode: '4040000', responseMessage: reason, reason } as const;
}
