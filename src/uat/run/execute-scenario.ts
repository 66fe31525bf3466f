import { differencesOf } from '../scenarios/expectation.ts';
import type { Cause, OrderPrecondition } from '../scenarios/scenario.ts';
import type { WireExchange } from '../wire/wire-record.ts';
import { payVirtualAccount } from './pay-virtual-account.ts';
import { receiveNotification } from './receive-notification.ts';
import { requestThroughAdapter } from './request-through-adapter.ts';
import { cimb, isAbout, type Observation, type ScenarioRun } from './scenario-run.ts';
import { orderTitle } from './valid-request.ts';

/** DANA's 8 s, the delays of a busy machine, and the gateway's pause between two attempts. */
const exchangeWaitMs = 60_000;
/** Later than the gateway's first repeat of a refund that DANA has not answered conclusively. */
const repeatAfterMs = 20_000;

/** Carries a scenario out. Rejects if its precondition cannot be met, with a message for the report. */
export async function executeScenario(run: ScenarioRun): Promise<Observation> {
  const { cause } = run.scenario;
  if (cause.by === 'payment' || cause.by === 'expiry') return receiveNotification(run, cause);
  const orderId =
    run.scenario.precondition === null ? null : await prepareOrder(run, run.scenario.precondition);
  return cause.by === 'graphql' ? requestAsClient(run, cause, orderId) : requestThroughAdapter(run, cause);
}

/** Creates the order and brings it into the state that the scenario needs; resolves with its id in the API. */
async function prepareOrder(
  { reference, client, testBed, askOperator }: ScenarioRun,
  { state, amount }: OrderPrecondition,
): Promise<string> {
  const order = await client.createOrder({
    partnerReferenceNo: reference,
    title: orderTitle,
    amount,
    ...cimb,
  });
  if (state === 'created') return order.id;
  if (state === 'cancelled') {
    await client.cancelOrder(order.id);
    return order.id;
  }
  if (order.instruction?.__typename !== 'VirtualAccountInstruction')
    throw new Error('the order has no virtual account to pay to');
  await payVirtualAccount(testBed.payToolUrl, order.instruction.number, askOperator);
  // DANA's notification reports the payment; if it cannot reach us, the gateway queries DANA.
  const paid =
    (await client.waitForStatus(
      order.id,
      'PAID',
      askOperator === null ? testBed.paidWaitMs : testBed.notifyWaitMs,
    )) ?? (await client.readOrder(order.id, { isFresh: true }));
  if (paid.status !== 'PAID') throw new Error(`DANA says that the order was paid, yet it is ${paid.status}`);
  if (state === 'refunded in part') await client.refundOrder(order.id, reference, '1.00');
  return order.id;
}

async function requestAsClient(
  run: ScenarioRun,
  { input = {}, times = 1 }: Extract<Cause, { by: 'graphql' }>,
  orderId: string | null,
): Promise<Observation> {
  const { scenario, reference, testBed } = run;
  // The gateway queries DANA about an order at most once in 5 s, so the query of the preparation may be the one.
  const place = scenario.operation === 'queryPayment' ? run.place : testBed.wireRecord.count();
  let answer = await sendAsClient(run, input, orderId);
  if (times > 1) await testBed.passTime(repeatAfterMs);
  const matches = (exchange: WireExchange) =>
    exchange.operation === scenario.operation && isAbout(exchange, reference);
  const what = `${times} × ${scenario.operation}`;
  await testBed.wireRecord.waitFor({ what, place, count: times, withinMs: exchangeWaitMs, matches });
  const decisive = testBed.wireRecord.since(place).filter(matches).slice(-times);
  if (times > 1) answer = await sendAsClient(run, input, orderId);
  const isSame = decisive.every(({ request }) => request.body === decisive[0]?.request.body);
  return {
    decisive,
    differences: [
      ...(scenario.expectedOfGateway === undefined
        ? []
        : differencesOf(scenario.expectedOfGateway, answer, reference, 'gateway')),
      ...(isSame ? [] : ['the body of the repeat differs from that of the first call']),
    ],
    notes: [],
  };
}

/** Sends the scenario's operation as a client of the gateway; resolves with the gateway's answer. */
async function sendAsClient(
  { scenario, reference, client }: ScenarioRun,
  input: Readonly<Record<string, unknown>>,
  orderId: string | null,
): Promise<unknown> {
  switch (scenario.operation) {
    case 'consultPay':
      return client.listPaymentOptions(input);
    case 'createOrder':
      return client.sendCreateOrder({
        partnerReferenceNo: reference,
        title: orderTitle,
        amount: String(input.amount),
        ...input,
      });
    case 'queryPayment':
      return client.readOrder(orderId ?? '', { isFresh: true });
    case 'cancelOrder':
      return client.cancelOrder(orderId ?? '');
    case 'refundOrder':
      return client.refundOrder(orderId ?? '', reference, String(input.amount));
    case 'finishNotify':
      throw new Error('only DANA sends notifications');
  }
}
