import { rupiah, zeroRupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { CreateCheckoutInput } from '../../../src/use-cases/checkouts/create-checkout.ts';
import type { CreateOrderInput } from '../../../src/use-cases/input/check-create-order.ts';
import type {
  CancelOrderAnswer,
  CreateOrderAnswer,
  DeclinedAnswer,
  QueryOrderAnswer,
  RefundOrderAnswer,
  RequestInvalid,
} from '../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../support/actors.ts';
import { minute } from '../../support/orders.ts';
import { assembled, found } from './assembled.ts';

/** What DANA answers from now on; a test replaces what it is about. */
export interface Dana {
  create: () => CreateOrderAnswer | Promise<CreateOrderAnswer>;
  query: (order: Order) => QueryOrderAnswer | Promise<QueryOrderAnswer>;
  /** Thrown by everything that writes a body; null if DANA takes every body. */
  unsendable: RequestInvalid | null;
  cancel: () => CancelOrderAnswer | Promise<CancelOrderAnswer>;
  refund: () => RefundOrderAnswer | Promise<RefundOrderAnswer>;
  /** How long DANA must not be called, in milliseconds; null where it may. */
  unavailableForMs: number | null;
}

/** DANA accepts a create, for a virtual account. */
export function accepts(): CreateOrderAnswer {
  const instruction = { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8881001' } as const;
  return { kind: 'accepted', referenceNo: 'DANA-1', instruction };
}

/** The use cases in front of a DANA that accepts everything, and a list of the calls that reached it. */
export function openShop(
  changes: Partial<Dana> = {},
  alterStore?: Parameters<typeof assembled>[1],
  more?: Parameters<typeof assembled>[2],
) {
  const dana: Dana = {
    create: accepts,
    query: () => found({ state: 'INITIATED', paidAt: null, amount: null, refunded: zeroRupiah }),
    unsendable: null,
    cancel: () => ({ kind: 'accepted' }),
    refund: () => ({ kind: 'accepted', refundNo: 'REFUND-1' }),
    unavailableForMs: null,
    ...changes,
  };
  const calls: string[] = [];
  function write(body: string): string {
    if (dana.unsendable !== null) throw dana.unsendable;
    return body;
  }
  const world = assembled(
    {
      writeCreateRequest: (order) => write(`create ${order.partnerReferenceNo}`),
      withExpiry: (request, expiresAt) => `${request} until ${expiresAt.toISOString()}`,
      createOrder: async (request) => {
        calls.push(request);
        return dana.create();
      },
      queryOrder: async (order) => {
        calls.push(`query ${order.partnerReferenceNo}`);
        return dana.query(order);
      },
      writeCancelRequest: ({ partnerReferenceNo }) => write(`cancel ${partnerReferenceNo}`),
      cancelOrder: async (order) => {
        calls.push(write(`cancel ${order.partnerReferenceNo}`));
        return dana.cancel();
      },
      writeRefundRequest: (_, refund) => write(`refund ${refund.partnerRefundNo}`),
      refundOrder: async (request) => {
        calls.push(request);
        return dana.refund();
      },
      unavailability: () =>
        dana.unavailableForMs === null
          ? null
          : { reason: 'DANA_UNREACHABLE', retryAfterMs: dana.unavailableForMs },
    },
    alterStore,
    more,
  );
  return {
    ...world,
    dana,
    calls,
    async order(id: string): Promise<Order> {
      const order = await world.store.find({ id });
      if (order === null) throw new Error(`there is no order ${id}`);
      return order;
    },
    /** Lets everything run that waits for nothing but its turn. */
    async settle() {
      for (let turn = 0; turn < 50; turn++) await Promise.resolve();
    },
  };
}
export type Shop = ReturnType<typeof openShop>;

/** An order by virtual account, as a merchant's server asks for it. */
export function orderInput(changes: Partial<CreateOrderInput> = {}): CreateOrderInput {
  return {
    partnerReferenceNo: 'ord-1',
    amount: rupiah(7_500_000n),
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
    phoneNumber: null,
    expiresAt: minute(60),
    returnUrl: null,
    externalStoreId: null,
    subMerchantId: null,
    merchantTransType: null,
    disabledPayMethods: [],
    memo: null,
    goods: [],
    buyer: null,
    shipping: [],
    terminal: 'WEB',
    clientIp: null,
    metadata: [],
    ...changes,
  };
}

/** What a merchant's server sells, before the payer has chosen how to pay. */
export function checkoutInput(changes: Partial<CreateCheckoutInput> = {}): CreateCheckoutInput {
  const { amount, title, returnUrl, externalStoreId, subMerchantId, goods, metadata } = orderInput();
  const input = { amount, title, returnUrl, externalStoreId, subMerchantId, goods, metadata };
  return { ...input, partnerReferenceNo: 'cart-1', expiresAt: null, successUrl: null, ...changes };
}

/** Creates an order that DANA accepts; it is PENDING. */
export async function createOrder(shop: Shop, changes: Partial<CreateOrderInput> = {}): Promise<Order> {
  const outcome = await shop.useCases.createOrder(orderInput(changes), aServerKey);
  if (outcome.kind !== 'CreateOrderSuccess') throw new Error(`createOrder answered ${outcome.kind}`);
  return outcome.order;
}

/** Creates an order that the payer has paid, as DANA reports when it is queried. */
export async function createPaidOrder(shop: Shop, changes: Partial<CreateOrderInput> = {}): Promise<Order> {
  const { id } = await createOrder(shop, changes);
  const before = shop.dana.query;
  shop.dana.query = () => found();
  await shop.useCases.findOrder({ id }, { isFresh: true });
  const order = await shop.store.find({ id });
  shop.dana.query = before;
  if (order?.status !== 'PAID') throw new Error(`the order is ${order?.status}`);
  return order;
}

/** DANA declines whatever it is asked, for this reason. */
export function decline(reason: DeclinedAnswer['reason'], responseCode = '4035415'): DeclinedAnswer {
  return { kind: 'declined', responseCode, responseMessage: 'Declined', reason };
}
