import {
  type CreateOrderInput,
  type OrderFieldsFragment,
  PaymentOptionsDocument,
} from '../../src/client/core/generated/graphql.ts';
import type { Shop } from '../support/shop.ts';
import type { SimulatorDesk } from '../support/simulator-desk.ts';
import type { Narrator } from './narrator.ts';

/** Everything a chapter plays with. */
export interface Stage {
  readonly shop: Shop;
  readonly desk: SimulatorDesk;
  readonly narrator: Narrator;
}

const amount = '75000.00';

export async function tellPaymentOptions({ shop, narrator }: Stage): Promise<void> {
  narrator.chapter('What can 75,000 rupiah be paid with?');
  const { paymentOptions } = await shop.server.request(PaymentOptionsDocument, {
    input: { amount },
    language: 'EN',
  });
  if (paymentOptions.__typename !== 'PaymentOptions') throw new Error(JSON.stringify(paymentOptions));
  narrator.say(paymentOptions.options.map(({ name }) => name).join(', '));
  const kinds = new Set(paymentOptions.options.map(({ kind }) => kind));
  narrator.check('DANA offers virtual accounts and QRIS', kinds.has('VIRTUAL_ACCOUNT') && kinds.has('QRIS'));
}

/** One way to pay, and what the payer must be shown for it. */
interface Way {
  readonly title: string;
  readonly partnerReferenceNo: string;
  readonly input: Partial<CreateOrderInput>;
  readonly payWith?: { payMethod: string; payOption?: string };
  readonly show: (instruction: NonNullable<OrderFieldsFragment['instruction']>) => string | null;
}

export const ways: readonly Way[] = [
  {
    title: 'QRIS',
    partnerReferenceNo: 'demo-qris',
    input: { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS' },
    show: (instruction) =>
      instruction.__typename === 'QrisInstruction' ? `a QR: ${instruction.content.slice(0, 32)}…` : null,
  },
  {
    title: 'virtual account',
    partnerReferenceNo: 'demo-va',
    input: { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' },
    show: (instruction) =>
      instruction.__typename === 'VirtualAccountInstruction'
        ? `transfer to ${instruction.bank} ${instruction.number}`
        : null,
  },
  {
    title: 'DANA’s hosted page',
    partnerReferenceNo: 'demo-hosted',
    input: {},
    payWith: { payMethod: 'BALANCE' },
    show: (instruction) =>
      instruction.__typename === 'RedirectInstruction' ? `go to ${instruction.url}` : null,
  },
];

/** From nothing to a payment on the payer's screen. */
export async function tellPayment({ shop, desk, narrator }: Stage, way: Way): Promise<OrderFieldsFragment> {
  narrator.chapter(`An order by ${way.title}`);
  const { order, clientToken } = await shop.order({
    partnerReferenceNo: way.partnerReferenceNo,
    amount,
    title: 'Two tickets',
    ...way.input,
  });
  narrator.check(`createOrder: ${order.status}, at DANA as ${order.referenceNo}`, order.status === 'PENDING');
  const shown = order.instruction ? way.show(order.instruction) : null;
  narrator.check(`the payer is told: ${shown}`, shown !== null);

  const screen = await shop.screen(order.id, clientToken);
  const before = await screen.sees('PENDING', ({ status }) => status === 'PENDING');
  narrator.say(`a watcher is connected and sees version ${before.order.version}, ${before.order.status}`);
  const paid = screen.sees('PAID', ({ status }) => status === 'PAID');
  const startedMs = performance.now();
  await desk.pay(way.partnerReferenceNo, way.payWith);
  const { order: seen, atMs } = await paid;
  narrator.check('DANA’s notification was verified and committed', seen.paidAt !== null);
  narrator.check(
    `the watcher saw PAID ${Math.max(1, Math.round(atMs - startedMs))} ms after the payment`,
    true,
  );
  return seen;
}
