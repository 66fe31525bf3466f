import { differencesOf } from '../scenarios/expectation.ts';
import type { Cause, GivenOrder } from '../scenarios/scenario.ts';
import type { WireExchange } from '../wire/wire-record.ts';
import { payVirtualAccount } from './pay-virtual-account.ts';
import { performNotify } from './receive-notification.ts';
import { performByAdapter } from './request-through-adapter.ts';
import { cimb, isAbout, type Performed, type Stage } from './scenario-run.ts';
import { orderTitle } from './valid-request.ts';

/** DANA's 8 s, what a busy machine adds, and, where the gateway repeats, its own pause between two attempts. */
const exchangeWaitMs = 60_000;
/** Later than the gateway's first repeat of a refund whose answer is owed. */
const repeatAfterMs = 20_000;
/** Brings a scenario about. Rejects where something that it needs cannot be had, in words for the report. */
export async function perform(stage: Stage): Promise<Performed> {
  const { cause } = stage.scenario;
  if (cause.by === 'payment' || cause.by === 'expiry') return performNotify(stage, cause);
  const orderId = stage.scenario.given === null ? null : await prepare(stage, stage.scenario.given);
  return cause.by === 'graphql' ? performAsClient(stage, cause, orderId) : performByAdapter(stage, cause);
}

/** The order's id in the API, once the order is as the scenario needs it. */
async function prepare(
  { reference, shop, world, askPerson }: Stage,
  { state, amount }: GivenOrder,
): Promise<string> {
  const order = await shop.order({ partnerReferenceNo: reference, title: orderTitle, amount, ...cimb });
  if (state === 'created') return order.id;
  if (state === 'cancelled') {
    await shop.cancel(order.id);
    return order.id;
  }
  if (order.instruction?.__typename !== 'VirtualAccountInstruction') throw new Error('no account to pay to');
  await payVirtualAccount(world.payToolUrl, order.instruction.number, askPerson);
  // DANA's notification tells; where it cannot reach us, DANA is asked.
  const paid =
    (await shop.sees(order.id, 'PAID', askPerson === null ? world.paidWaitMs : world.notifyWaitMs)) ??
    (await shop.read(order.id, { isFresh: true }));
  if (paid.status !== 'PAID') throw new Error(`DANA says that the order was paid, yet it is ${paid.status}`);
  if (state === 'refunded in part') await shop.refund(order.id, reference, '1.00');
  return order.id;
}

async function performAsClient(
  stage: Stage,
  { input = {}, times = 1 }: Extract<Cause, { by: 'graphql' }>,
  orderId: string | null,
): Promise<Performed> {
  const { scenario, reference, world } = stage;
  // DANA is asked about an order once in 5 s at the most: where it was just asked whether it is paid, that was it.
  const place = scenario.operation === 'queryPayment' ? stage.place : world.record.count();
  let outcome = await actAsClient(stage, input, orderId);
  if (times > 1) await world.passTime(repeatAfterMs);
  const is = (exchange: WireExchange) =>
    exchange.operation === scenario.operation && isAbout(exchange, reference);
  const what = `${times} × ${scenario.operation}`;
  await world.record.arrived({ what, place, count: times, withinMs: exchangeWaitMs, is });
  const decisive = world.record.since(place).filter(is).slice(-times);
  if (times > 1) outcome = await actAsClient(stage, input, orderId);
  const isSame = decisive.every(({ request }) => request.body === decisive[0]?.request.body);
  return {
    decisive,
    differences: [
      ...(scenario.outcome === undefined
        ? []
        : differencesOf(scenario.outcome, outcome, reference, 'gateway')),
      ...(isSame ? [] : ['the body of the repeat differs from that of the first call']),
    ],
    notes: [],
  };
}

/** The operation itself, as a client of the gateway does it; what the gateway answers. */
async function actAsClient(
  { scenario, reference, shop }: Stage,
  input: Readonly<Record<string, unknown>>,
  orderId: string | null,
): Promise<unknown> {
  switch (scenario.operation) {
    case 'consultPay':
      return shop.listPaymentOptions(input);
    case 'createOrder':
      return shop.tryToOrder({
        partnerReferenceNo: reference,
        title: orderTitle,
        amount: String(input.amount),
        ...input,
      });
    case 'queryPayment':
      return shop.read(orderId ?? '', { isFresh: true });
    case 'cancelOrder':
      return shop.cancel(orderId ?? '');
    case 'refundOrder':
      return shop.refund(orderId ?? '', reference, String(input.amount));
    case 'finishNotify':
      throw new Error('a notification is DANA’s to send');
  }
}
