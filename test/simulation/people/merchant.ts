import type { CreateOrderInput } from '../../../src/use-cases/input/check-create-order.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Answers } from '../oracle/answers.ts';
import type { Act, Intent } from './act.ts';
import { cancellerOf, creatorOf, refunderOf } from './credentials.ts';
import type { Requests } from './requests.ts';

export interface MerchantNeeds {
  readonly requests: Requests;
  readonly gateway: Gateway;
  readonly answers: Answers;
  readonly idOf: (intent: Intent) => Promise<string | null>;
}

/** The merchant's own software: it creates, cancels, refunds and reads, and repeats what failed. */
export function createMerchant({ requests: { persist, counted }, gateway, answers, idOf }: MerchantNeeds) {
  return {
    async create({ intent, isOtherContent, attemptsMax }: Extract<Act, { kind: 'create' }>, process: number) {
      const input = createInput(intent, isOtherContent);
      const label = `create ${intent.partnerReferenceNo}${isOtherContent ? ' with other content' : ''}`;
      const outcome = await persist(label, attemptsMax, () =>
        gateway.call(process, (useCases) =>
          useCases.createOrder(input, creatorOf(intent.partnerReferenceNo)),
        ),
      );
      if (outcome !== null) answers.sawCreate(outcome, input);
    },

    async cancel({ intent, attemptsMax }: Extract<Act, { kind: 'cancel' }>, process: number) {
      const orderId = await idOf(intent);
      if (orderId === null) return;
      const outcome = await persist(`cancel ${intent.partnerReferenceNo}`, attemptsMax, () =>
        gateway.call(process, (useCases) =>
          useCases.cancelOrder({ orderId, reason: null }, cancellerOf(intent.partnerReferenceNo)),
        ),
      );
      if (outcome !== null) answers.sawCancel(outcome);
    },

    async refund(act: Extract<Act, { kind: 'refund' }>, process: number) {
      const { intent, partnerRefundNo, amount, attemptsMax } = act;
      const orderId = await idOf(intent);
      if (orderId === null) return;
      const by = refunderOf(partnerRefundNo);
      // People give a reason, software need not.
      const reason = by.kind === 'OPERATOR' ? 'one returned' : null;
      const input = { orderId, partnerRefundNo, amount, reason };
      const outcome = await persist(`refund ${partnerRefundNo} of ${amount ?? 'all'}`, attemptsMax, () =>
        gateway.call(process, (useCases) => useCases.refundOrder(input, by)),
      );
      if (outcome !== null) answers.sawRefund(outcome, input);
    },

    async read({ intent, isFresh }: Extract<Act, { kind: 'read' }>, process: number) {
      const key = { partnerReferenceNo: intent.partnerReferenceNo };
      const end = await counted(() =>
        gateway.call(process, (useCases) => useCases.findOrder(key, { isFresh })),
      );
      if (end.kind === 'answered' && end.value !== null) answers.sawOrder(end.value);
    },
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
