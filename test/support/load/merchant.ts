import { setTimeout as wait } from 'node:timers/promises';
import type { GatewayClient } from '../../../src/client/core/gateway-client.ts';
import { asGatewayError } from '../../../src/client/core/gateway-error.ts';
import {
  CancelOrderDocument,
  CreateOrderDocument,
  OrderDocument,
  type OrderFieldsFragment,
  type RefundFieldsFragment,
  RefundOrderDocument,
} from '../../../src/client/core/generated/graphql.ts';
import type { Dice } from '../../simulation/world/dice.ts';
import type { Asked, HistoryBook, Told } from '../history/history.ts';

/** A merchant's server repeats a request without an answer, first soon and then every second ... */
const waitFirstMs = 50;
const waitMaxMs = 1_000;
/** ... until it gives up. Longer than a gateway needs to start, and longer than DANA is ever silent. */
const patienceMs = 60_000;

type Data = Extract<Told, { kind: 'data' }>;

/** A merchant's server that calls any of the gateways and records every answer, lost ones included. */
export interface Merchant {
  create(request: OrderRequest): Promise<{ told: Told; clientToken: string | null }>;
  cancel(order: OrderFieldsFragment): Promise<Told>;
  refund(order: OrderFieldsFragment, partnerRefundNo: string, amount: number | null): Promise<Told>;
  read(order: OrderFieldsFragment, isFresh: boolean): Promise<Told>;
}

export interface OrderRequest {
  readonly partnerReferenceNo: string;
  readonly title: string;
  /** Whole rupiah. */
  readonly amount: number;
}

export interface MerchantNeeds {
  readonly clients: readonly [GatewayClient, ...GatewayClient[]];
  readonly book: HistoryBook;
  readonly dice: Dice;
  /** False: a request whose answer was lost is not repeated. */
  readonly isPersistent: boolean;
}

export function openMerchant({ clients, book, dice, isPersistent }: MerchantNeeds): Merchant {
  /** Repeats the request until an answer needs no further repeat. */
  async function ask(asked: Asked, send: (client: GatewayClient) => Promise<Data>): Promise<Told> {
    const endsAtMs = performance.now() + patienceMs;
    for (let waitMs = waitFirstMs; ; waitMs = Math.min(2 * waitMs, waitMaxMs)) {
      const beganAtMs = performance.now();
      const told = await send(dice.pick(clients)).catch((thrown: unknown): Told => {
        const { code, message } = asGatewayError(thrown);
        return { kind: 'error', code, message };
      });
      book.write({ asked, told, beganAtMs, endedAtMs: performance.now() });
      const isAnswer = told.kind === 'data' && told.outcome !== 'TemporarilyUnavailable';
      if (isAnswer || !isPersistent || performance.now() > endsAtMs) return told;
      await wait(waitMs);
    }
  }

  return {
    async create({ partnerReferenceNo, title, amount }) {
      let clientToken: string | null = null;
      const input = { partnerReferenceNo, title, amount: String(amount), ...bankTransfer };
      const told = await ask({ operation: 'createOrder', partnerReferenceNo, title }, async (client) => {
        const { createOrder } = await client.request(CreateOrderDocument, { input });
        if ('clientToken' in createOrder) clientToken = createOrder.clientToken;
        return dataOf(createOrder);
      });
      return { told, clientToken };
    },
    cancel: ({ id, partnerReferenceNo }) =>
      ask({ operation: 'cancelOrder', partnerReferenceNo }, async (client) =>
        dataOf((await client.request(CancelOrderDocument, { input: { orderId: id } })).cancelOrder),
      ),
    refund: ({ id, partnerReferenceNo }, partnerRefundNo, amount) => {
      const asked = {
        operation: 'refundOrder',
        partnerReferenceNo,
        partnerRefundNo,
        amount: amount === null ? null : BigInt(amount) * 100n,
      } as const;
      const input = { orderId: id, partnerRefundNo, ...(amount === null ? {} : { amount: String(amount) }) };
      return ask(asked, async (client) =>
        dataOf((await client.request(RefundOrderDocument, { input })).refundOrder),
      );
    },
    read: ({ id, partnerReferenceNo }, isFresh) =>
      ask({ operation: 'readOrder', partnerReferenceNo }, async (client) => {
        const { order } = await client.request(OrderDocument, { by: { id }, fresh: isFresh });
        return { kind: 'data', outcome: 'Order', order: order ?? null, refund: null };
      }),
  };
}

const bankTransfer = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };

/** The order of a decline has a few fields only, and is left out. */
function dataOf(answer: {
  readonly __typename: string;
  readonly order?: OrderFieldsFragment | Pick<OrderFieldsFragment, 'id'>;
  readonly refund?: RefundFieldsFragment;
}): Data {
  const { __typename: outcome, order, refund = null } = answer;
  const whole = order !== undefined && 'partnerReferenceNo' in order ? order : null;
  return { kind: 'data', outcome, order: whole, refund };
}
