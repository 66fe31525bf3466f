import { differencesOf } from '../scenarios/expectation.ts';
import type { Cause } from '../scenarios/scenario.ts';
import type { WireExchange } from '../wire/wire-record.ts';
import { payVirtualAccount } from './pay-virtual-account.ts';
import { cimb, isAbout, type Performed, type Stage } from './scenario-run.ts';
import type { UatWorld } from './test-bed.ts';
import { orderTitle } from './valid-request.ts';

/** Beyond the end of an order DANA takes a moment to close it. */
const closeSlackMs = 1_000;

/** DANA's notification, through the real handler, and what became of the order. */
export async function performNotify(
  { scenario, reference, shop, world, askPerson }: Stage,
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
    await payVirtualAccount(world.payToolUrl, order.instruction.number, askPerson);
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
      : await shop.sees(order.id, livesMs === null ? 'PAID' : 'EXPIRED', world.paidWaitMs);
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
