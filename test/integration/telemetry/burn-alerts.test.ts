import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { alerts } from '../../../ops/generate/alerts.ts';
import { readPage } from '../../support/telemetry/metrics-page.ts';
import { evaluateAlerts, findPromtool } from '../../support/telemetry/promtool.ts';

const promtool = findPromtool();

/** A merchant with an order a minute, of whose first events `slowCount` were sent late. */
async function firedAfter(slowCount: number): Promise<readonly string[]> {
  const pages = Array.from({ length: 12 }, (_, minute) => {
    const within = minute - Math.min(slowCount, Math.max(0, minute - 5));
    const page = readPage(
      [
        'gapura_build_info 1',
        `gapura_webhook_lag_seconds_count ${minute}`,
        `gapura_webhook_lag_seconds_bucket{le="1"} ${within}`,
      ].join('\n'),
    );
    return { page, minutes: 1 };
  });
  const folder = await mkdtemp(join(tmpdir(), 'gapura-burn-'));
  try {
    return [...evaluateAlerts(promtool ?? '', pages, alerts, join(folder, 'test.yml')).keys()];
  } finally {
    await rm(folder, { recursive: true });
  }
}

// promtool comes with Debian's package `prometheus`; without it these are reported as skipped.
describe.skipIf(promtool === null)('a merchant with few orders', () => {
  test('is not woken by one slow event', async () => {
    expect(await firedAfter(1)).toEqual([]);
  });

  test('is woken once they are slow one after the other', async () => {
    expect(await firedAfter(5)).toContain('GapuraWebhookFastBurn');
  });
});
