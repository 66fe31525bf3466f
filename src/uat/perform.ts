import { createDanaApi } from '../dana/api.ts';
import type { DanaOperation } from '../dana/response-codes.ts';
import { differencesOf } from './expectation.ts';
import { spoilingFetch } from './header-fault.ts';
import { orderTitle, ordinaryRequest } from './ordinary-request.ts';
import { payVirtualAccount } from './payer.ts';
import type { Cause, GivenOrder, Scenario } from './scenario.ts';
import type { Shop } from './shop.ts';
import { recordingFetch, type WireExchange } from './wire.ts';
import type { UatWorld } from './world.ts';

/** One scenario on stage: its order's number, its own merchant, and where the record stood when it began. */
export interface Stage {
  readonly scenario: Scenario;
  readonly reference: string;
  readonly world: UatWorld;
  readonly shop: Shop;
}

/** What came of a scenario that could be caused. */
export interface Performed {
  /** The exchanges that the scenario is about: the last of them is what DANA's suite judges. */
  readonly decisive: readonly WireExchange[];
  /** What is not as expected, beyond those exchanges. */
  readonly differences: readonly string[];
  /** For a reader of the report. */
  readonly notes: readonly string[];
}

/** How long an order that was just paid may take to be known as paid before DANA is asked. */
const paidWaitMs = 15_000;
/** DANA's 8 s, what a busy machine adds, and, where the gateway repeats, its own pause between two tries. */
const exchangeWaitMs = 60_000;
/** Later than the gateway's first repeat of a refund whose answer is owed. */
const repeatAfterMs = 20_000;
/** Beyond the end of an order DANA takes a moment to close it. */
const closeSlackMs = 1_000;

/** Brings a scenario about. Rejects where something that it needs cannot be had, in words for the report. */
export async function perform(stage: Stage): Promise<Performed> {
  const { cause } = stage.scenario;
  if (cause.by === 'payment' || cause.by === 'expiry') return performNotify(stage, cause);
  const orderId = stage.scenario.given === null ? null : await prepare(stage, stage.scenario.given);
  return cause.by === 'graphql' ? performAsClient(stage, cause, orderId) : performByAdapter(stage, cause);
}

const cimb = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_CIMB' };

/** The order's id in the API, once the order is as the scenario needs it. */
async function prepare({ reference, shop, world }: Stage, { state, amount }: GivenOrder): Promise<string> {
  const order = await shop.order({ partnerReferenceNo: reference, title: orderTitle, amount, ...cimb });
  if (state === 'created') return order.id;
  if (state === 'cancelled') {
    await shop.cancel(order.id);
    return order.id;
  }
  if (order.instruction?.__typename !== 'VirtualAccountInstruction') throw new Error('no account to pay to');
  await payVirtualAccount(world.payToolUrl, order.instruction.number);
  // DANA's notification tells; where it cannot reach us, DANA is asked.
  const paid =
    (await shop.sees(order.id, 'PAID', paidWaitMs)) ?? (await shop.read(order.id, { isFresh: true }));
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
  const place = world.record.count();
  let outcome = await actAsClient(stage, input, orderId);
  if (times > 1) await world.passTime(repeatAfterMs);
  const decisive = await world.record.arrived({
    what: `${times} × ${scenario.operation}`,
    ...{ place, count: times, withinMs: exchangeWaitMs },
    is: (exchange) => exchange.operation === scenario.operation && isAbout(exchange, reference),
  });
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

/** The gateway's own adapter, with the fault that no client could make it send. */
async function performByAdapter(
  { scenario, reference, world }: Stage,
  { body: changed = {}, header }: Extract<Cause, { by: 'adapter' }>,
): Promise<Performed> {
  const { record, settings } = world;
  const operation = scenario.operation as DanaOperation;
  const send = recordingFetch(record);
  const api = createDanaApi({
    ...settings.dana,
    fetch: header === undefined ? send : spoilingFetch(header, send),
  });
  const merchant = { ...settings.merchant, returnUrl: settings.rules.returnUrlDefault };
  const earlier = record
    .since(0)
    .find((exchange) => exchange.operation === operation && isAbout(exchange, reference));
  const ordinary =
    operation === 'createOrder' && earlier !== undefined
      ? earlier.request.body
      : ordinaryRequest(operation, reference, { merchant, rules: settings.rules, now: world.clock.now() });
  const place = record.count();
  const exchange = await api.call(operation, withFields(ordinary, changed, reference));
  if (exchange.kind === 'unanswered' && !exchange.mayHaveArrived) throw new Error(exchange.reason);
  const made = record.since(place).filter((sent) => sent.operation === operation);
  return { decisive: made.slice(0, 1), differences: [], notes: [] };
}

function withFields(body: string, changed: Readonly<Record<string, unknown>>, reference: string): string {
  const named = JSON.parse(JSON.stringify(changed).replaceAll('{reference}', reference));
  return JSON.stringify({ ...JSON.parse(body), ...named });
}

/** DANA's notification, through the real handler, and what became of the order. */
async function performNotify(
  { scenario, reference, shop, world }: Stage,
  cause: Extract<Cause, { by: 'payment' | 'expiry' }>,
): Promise<Performed> {
  const { record } = world;
  const place = record.count();
  const livesMs = cause.by === 'expiry' ? cause.livesMs : null;
  const order = await shop.order({
    partnerReferenceNo: reference,
    title: orderTitle,
    amount: cause.amount,
    ...cimb,
    ...(livesMs === null ? {} : { expiresAt: new Date(world.clock.now().getTime() + livesMs).toISOString() }),
  });
  if (livesMs !== null) {
    await world.passTime(livesMs + closeSlackMs);
  } else {
    if (order.instruction?.__typename !== 'VirtualAccountInstruction')
      throw new Error('no account to pay to');
    await payVirtualAccount(world.payToolUrl, order.instruction.number);
  }
  const isNotified = (exchange: WireExchange) =>
    exchange.operation === 'finishNotify' && isAbout(exchange, reference);
  const withinMs = world.notifyWaitMs + (livesMs ?? 0);
  const decisive = await record.arrived({
    what: 'a notification',
    place,
    count: 1,
    withinMs,
    is: isNotified,
  });
  const retry =
    cause.by === 'payment' && cause.isFirstRefused
      ? await awaitRetry(world, () =>
          record.arrived({
            what: 'the retry of the refused notification',
            ...{ place, count: 2, withinMs: world.retryWaitMs, is: isNotified },
          }),
        )
      : { differences: [], notes: [] };
  const status = livesMs === null ? '00' : '05';
  const notified = JSON.parse(decisive[0]?.request.body ?? '{}');
  const outcome =
    retry.notes.length > 0
      ? await shop.read(order.id, { isFresh: true })
      : await shop.sees(order.id, livesMs === null ? 'PAID' : 'EXPIRED', paidWaitMs);
  return {
    decisive,
    differences: [
      ...differencesOf({ latestTransactionStatus: status }, notified, reference, 'notification'),
      ...retry.differences,
      ...(scenario.outcome === undefined ? [] : differencesOf(scenario.outcome, outcome, reference, 'order')),
    ],
    notes: retry.notes,
  };
}

/** On the simulator the retry is part of the scenario. DANA's own may be minutes or hours away, and is not waited for. */
async function awaitRetry(world: UatWorld, arrive: () => Promise<readonly WireExchange[]>) {
  await world.passTime(closeSlackMs);
  try {
    const [, retry] = await arrive();
    const answer = JSON.parse(retry?.answer?.body ?? '{}');
    return { differences: differencesOf({ responseCode: '2005600' }, answer, '', 'retry'), notes: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return world.target === 'simulator'
      ? { differences: [reason], notes: [] }
      : { differences: [], notes: [`${reason}; a gateway that runs at the NOTIFICATION URL will take it`] };
  }
}

/** Consult Pay names no order: it is about whoever asks now. */
function isAbout(exchange: WireExchange, reference: string): boolean {
  return exchange.operation === 'consultPay' || exchange.request.body.includes(reference);
}
