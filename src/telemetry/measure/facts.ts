import { makeBackgroundLoop } from '../../use-cases/background/background-loop.ts';
import type { RoundFailures } from '../../use-cases/background/round-failures.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import { incidentKinds } from '../../use-cases/ports/incidents.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { DatabaseFacts, ReadDatabaseFacts } from '../database-facts.ts';
import type { Meters } from '../meters.ts';
import type { GaugeName } from '../metrics.ts';

/** How often each process reads the whole database's facts, whatever the number of exports. */
export const factsEveryMs = 10_000;
/** Facts that are older are not exported: nobody should take an old count for a new one. */
const staleAfterMs = 60_000;

/** Gauges without labels, and how to read them. */
const plain = [
  ['gapura_orders_confirming_oldest_seconds', (facts) => facts.confirmingOldestMs / 1000],
  ['gapura_refunds_pending', (facts) => facts.refundsPendingCount],
  ['gapura_refunds_pending_oldest_seconds', (facts) => facts.refundsOldestMs / 1000],
  ['gapura_cancellations_pending', (facts) => facts.cancellationsPendingCount],
  ['gapura_cancellations_pending_oldest_seconds', (facts) => facts.cancellationsOldestMs / 1000],
  ['gapura_webhooks_oldest_seconds', (facts) => facts.deliveriesOldestMs / 1000],
  ['gapura_alerts_owed', (facts) => facts.alertsOwedCount],
  ['gapura_alerts_oldest_seconds', (facts) => facts.alertsOldestMs / 1000],
  ['gapura_events_unplaced_oldest_seconds', (facts) => facts.unplacedOldestMs / 1000],
] as const satisfies readonly (readonly [GaugeName, (facts: DatabaseFacts) => number])[];

/** Reads the facts in the background and exports what was read last, so that no export waits for Postgres. */
export function observeFacts(
  meters: Meters,
  {
    readFacts,
    clock,
    log,
    failures,
  }: { readFacts: ReadDatabaseFacts; clock: Clock; log: Log; failures: RoundFailures },
): { stop(): Promise<void> } {
  let facts: DatabaseFacts | null = null;
  let isReported = false;
  let readAtMs = clock.elapsedMs();
  const ageMs = () => clock.elapsedMs() - readAtMs;
  const current = () => (ageMs() > staleAfterMs ? null : facts);

  const loop = makeBackgroundLoop({
    name: 'metrics of the database',
    failures,
    clock,
    sweepMs: factsEveryMs,
    pauseMs: 0,
    async round() {
      const startedMs = clock.elapsedMs();
      facts = await readFacts(clock.now());
      readAtMs = startedMs;
      isReported = false;
      return null;
    },
    onFault(error) {
      if (!isReported) log.warn('facts.unread', { error });
      isReported = true;
    },
  });
  loop.start();

  for (const [name, read] of plain) {
    meters.observe(name, () => {
      const known = current();
      return known === null ? [] : [[read(known), {}]];
    });
  }
  meters.observe('gapura_facts_age_seconds', () => [[ageMs() / 1000, {}]]);
  meters.observe('gapura_orders_open', () => {
    const known = current();
    return known === null
      ? []
      : [
          [known.confirmingCount, { status: 'CONFIRMING' }] as const,
          [known.pendingCount, { status: 'PENDING' }] as const,
        ];
  });
  meters.observe('gapura_incidents_open', () => {
    const known = current();
    return known === null ? [] : incidentKinds.map((kind) => [known.incidentsOpen[kind] ?? 0, { kind }]);
  });
  meters.observe('gapura_webhooks_owed', () => {
    const known = current();
    return known === null
      ? []
      : [
          [known.deliveriesDueCount, { state: 'due' }] as const,
          [known.deliveriesDeadCount, { state: 'dead' }] as const,
        ];
  });
  return { stop: loop.stop };
}
