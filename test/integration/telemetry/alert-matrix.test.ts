import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alerts } from '../../../ops/generate/alerts.ts';
import { faultMatrix, firesWithinMinutes } from '../../../ops/generate/fault-matrix.ts';
import { isLong } from '../../support/sample.ts';
import { healthyMinutesBefore, type Recording, recordFault } from '../../support/telemetry/fault-run.ts';
import { faults } from '../../support/telemetry/faults.ts';
import { evaluateAlerts, findPromtool } from '../../support/telemetry/promtool.ts';

const promtool = findPromtool();
/** 10,000 healthy orders, or a few. */
const healthy = isLong ? { minutes: 200, ordersPerMinute: 50 } : { minutes: 4, ordersPerMinute: 2 };

async function fired({ pages }: Recording): Promise<ReadonlyMap<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'gapura-alerts-'));
  try {
    return evaluateAlerts(promtool ?? '', pages, alerts, join(folder, 'test.yml'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the matrix of alerts and faults', () => {
  test('names every fault that can be provoked once', () => {
    expect(faultMatrix.map(({ name }) => name).sort()).toEqual([...faults.keys()].sort());
  });

  test('has a fault for every alert', () => {
    const names = new Set(faultMatrix.flatMap((fault) => fault.alerts));
    expect(alerts.map(({ name }) => name).filter((name) => !names.has(name))).toEqual([]);
  });
});

// promtool comes with Debian's package `prometheus`; without it these are reported as skipped.
describe.skipIf(promtool === null)('a gateway whose metrics Prometheus reads', () => {
  test('fires no alert while nothing is wrong', { timeout: 1_800_000 }, async () => {
    const happened = [...(await fired(await recordFault(null, healthy))).keys()];
    // Objectives about seconds depend on what else this machine does; the long form has it to itself.
    expect(isLong ? happened : happened.filter((name) => !name.endsWith('Burn'))).toEqual([]);
  });

  // 20 seconds each.
  test.runIf(isLong).each(faultMatrix)('fires the alerts of $name', { timeout: 300_000 }, async (fault) => {
    const { name, alerts: expected } = fault;
    const happened = await fired(await recordFault(faults.get(name) ?? null));
    for (const alert of expected) expect([...happened.keys()]).toContain(alert);
    const late = expected.filter(
      (alert) => (happened.get(alert) ?? 0) - healthyMinutesBefore > firesWithinMinutes,
    );
    expect(late).toEqual([]);
    // A few orders beside other tests say nothing about seconds: 10,000 healthy ones do.
    if (expected.length === 0)
      expect([...happened.keys()].filter((one) => !one.endsWith('Burn'))).toEqual([]);
  });
});
