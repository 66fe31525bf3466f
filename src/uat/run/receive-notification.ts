import { differencesOf } from '../scenarios/expectation.ts';
import type { Cause } from '../scenarios/scenario.ts';
import type { WireExchange } from '../wire/wire-record.ts';
import { payVirtualAccount } from './pay-virtual-account.ts';
import { cimb, isAbout, type Observation, type ScenarioRun } from './scenario-run.ts';
import type { TestBed } from './test-bed.ts';
import { orderTitle } from './valid-request.ts';

/** DANA closes an order a moment after it has expired. */
const closeSlackMs = 1_000;

/** Makes DANA notify; checks the notification, our handler's answer and the order afterwards. */
export async function receiveNotification(
  { scenario, reference, client, testBed, askOperator }: ScenarioRun,
  cause: Extract<Cause, { by: 'payment' | 'expiry' }>,
): Promise<Observation> {
  const { wireRecord } = testBed;
  const place = wireRecord.count();
  const livesMs = cause.by === 'expiry' ? cause.livesMs : null;
  const order = await client.createOrder({
    partnerReferenceNo: reference,
    title: orderTitle,
    amount: cause.amount,
    ...cimb,
    ...(livesMs === null
      ? {}
      : { expiresAt: new Date(testBed.clock.now().getTime() + livesMs).toISOString() }),
  });
  if (livesMs !== null) {
    await testBed.passTime(livesMs + closeSlackMs);
  } else {
    if (order.instruction?.__typename !== 'VirtualAccountInstruction')
      throw new Error('the order has no virtual account to pay to');
    await payVirtualAccount(testBed.payToolUrl, order.instruction.number, askOperator);
  }
  const isNotified = (exchange: WireExchange) =>
    exchange.operation === 'finishNotify' && isAbout(exchange, reference);
  const withinMs = testBed.notifyWaitMs + (livesMs ?? 0);
  const decisive = await wireRecord.waitFor({
    what: 'a notification',
    place,
    count: 1,
    withinMs,
    matches: isNotified,
  });
  const retry =
    cause.by === 'payment' && cause.isFirstRefused
      ? await awaitRetry(testBed, () =>
          wireRecord.waitFor({
            what: 'the retry of the refused notification',
            ...{ place, count: 2, withinMs: testBed.retryWaitMs, matches: isNotified },
          }),
        )
      : { differences: [], notes: [] };
  const status = livesMs === null ? '00' : '05';
  const notified = JSON.parse(decisive[0]?.request.body ?? '{}');
  const notifiedOrder =
    retry.notes.length > 0
      ? await client.readOrder(order.id, { isFresh: true })
      : await client.waitForStatus(order.id, livesMs === null ? 'PAID' : 'EXPIRED', testBed.paidWaitMs);
  return {
    decisive,
    differences: [
      ...differencesOf({ latestTransactionStatus: status }, notified, reference, 'notification'),
      ...retry.differences,
      ...(scenario.expectedOfGateway === undefined
        ? []
        : differencesOf(scenario.expectedOfGateway, notifiedOrder, reference, 'order')),
    ],
    notes: retry.notes,
  };
}

/**
 * The simulator's retry is part of the scenario. DANA's own may come minutes or hours later, so its absence
 * is only noted.
 */
async function awaitRetry(testBed: TestBed, arrive: () => Promise<readonly WireExchange[]>) {
  await testBed.passTime(closeSlackMs);
  try {
    const [, retry] = await arrive();
    const answer = JSON.parse(retry?.answer?.body ?? '{}');
    return { differences: differencesOf({ responseCode: '2005600' }, answer, '', 'retry'), notes: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return testBed.target === 'simulator'
      ? { differences: [reason], notes: [] }
      : { differences: [], notes: [`${reason}; a gateway that runs at the NOTIFICATION URL will accept it`] };
  }
}
