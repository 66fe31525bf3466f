import type { Order } from '../../../src/domain/order.ts';
import type { CreateOrderInput } from '../../../src/use-cases/use-cases.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { CallEnd } from '../gateway/gateway-process.ts';
import type { Answers } from '../oracle/answers.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import type { Act, Intent } from './script.ts';

export interface MerchantNeeds {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly chronicle: Chronicle;
  readonly gateway: Gateway;
  readonly answers: Answers;
  readonly idOf: (intent: Intent) => Promise<string | null>;
}

/** The merchant's own software: it creates, cancels, refunds and reads, and repeats what failed. */
export function createMerchant({ time, dice, chronicle, gateway, answers, idOf }: MerchantNeeds) {
  let openCount = 0;

  /** Repeats the same request until there is an answer that it can use. */
  async function persist<Outcome extends { readonly kind: string }>(
    label: string,
    triesMax: number,
    attempt: () => Promise<CallEnd<Outcome>>,
  ): Promise<Outcome | null> {
    openCount++;
    try {
      for (let tries = 0; tries < triesMax; tries++) {
        chronicle.tell('merchant', () => `asks: ${label}`);
        const end = await attempt();
        chronicle.tell('merchant', () => `${label}: ${describe(end)}`);
        if (end.kind === 'answered' && end.value.kind !== 'ProviderUnavailable') return end.value;
        await time.sleep(dice.between(50, dice.pick([500, 5_000])));
      }
      return null;
    } finally {
      openCount--;
    }
  }

  return {
    async create({ intent, isOtherContent, triesMax }: Extract<Act, { kind: 'create' }>, process: number) {
      const input = createInput(intent, isOtherContent);
      const label = `create ${intent.partnerReferenceNo}${isOtherContent ? ' with other content' : ''}`;
      const outcome = await persist(label, triesMax, () =>
        gateway.call(process, (useCases) => useCases.createOrder(input)),
      );
      if (outcome !== null) answers.sawCreate(outcome, input);
    },

    async cancel({ intent, triesMax }: Extract<Act, { kind: 'cancel' }>, process: number) {
      const orderId = await idOf(intent);
      if (orderId === null) return;
      const outcome = await persist(`cancel ${intent.partnerReferenceNo}`, triesMax, () =>
        gateway.call(process, (useCases) => useCases.cancelOrder({ orderId, reason: null })),
      );
      if (outcome !== null) answers.sawCancel(outcome);
    },

    async refund(act: Extract<Act, { kind: 'refund' }>, process: number) {
      const { intent, partnerRefundNo, amount, triesMax } = act;
      const orderId = await idOf(intent);
      if (orderId === null) return;
      const input = { orderId, partnerRefundNo, amount, reason: null };
      const outcome = await persist(`refund ${partnerRefundNo} of ${amount ?? 'all'}`, triesMax, () =>
        gateway.call(process, (useCases) => useCases.refundOrder(input)),
      );
      if (outcome !== null) answers.sawRefund(outcome, input);
    },

    async read({ intent, isFresh }: Extract<Act, { kind: 'read' }>, process: number) {
      const key = { partnerReferenceNo: intent.partnerReferenceNo };
      openCount++;
      const end = await gateway.call(process, (useCases) => useCases.findOrder(key, { isFresh }));
      openCount--;
      if (end.kind === 'answered' && end.value !== null) answers.sawOrder(end.value);
    },

    /** Requests that have not come to an end. */
    openCount: () => openCount,
  };
}
export type Merchant = ReturnType<typeof createMerchant>;

function createInput(
  { partnerReferenceNo, amount, expiresAt }: Intent,
  isOtherContent: boolean,
): CreateOrderInput {
  return {
    partnerReferenceNo,
    amount,
    expiresAt,
    title: isOtherContent ? 'Three tickets' : 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
    externalStoreId: null,
    subMerchantId: null,
    goods: [],
    metadata: [],
    phoneNumber: null,
    returnUrl: null,
    merchantTransType: null,
    disabledPayMethods: [],
    memo: null,
    buyer: null,
    shipping: [],
    terminal: 'SYSTEM',
    clientIp: null,
  };
}

function describe(end: CallEnd<{ readonly kind: string }>): string {
  if (end.kind !== 'answered') return end.kind;
  const { value } = end;
  const order = 'order' in value ? (value.order as Order | null) : null;
  return order === null ? value.kind : `${value.kind} (${order.status} v${order.version})`;
}
