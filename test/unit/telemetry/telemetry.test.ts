import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { noTelemetry } from '../../../src/telemetry/settings.ts';
import { startTelemetry } from '../../../src/telemetry/telemetry.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import { silentLog } from '../../support/silent-log.ts';

describe('a gateway whose telemetry nobody reads', () => {
  test('uses its ports as they are', async () => {
    const telemetry = await startTelemetry(noTelemetry, {
      clock: systemClock(),
      log: silentLog,
      version: '1',
    });
    const store = {} as OrderStore;
    expect(telemetry.store(store)).toBe(store);
    expect(telemetry.log(silentLog)).toBe(silentLog);
    expect(telemetry.statements).toBeUndefined();
    await telemetry.shutdown();
  });

  test('does not load the SDK: one file imports it, and one dynamic import loads that file', () => {
    const folder = join(import.meta.dirname, '../../../src');
    const importers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => {
        const source = readFileSync(join(folder, file), 'utf8');
        return (
          /from '@opentelemetry\/(?!api')/.test(source) || /^import (?!type ).*sdk\/sdk\.ts'/m.test(source)
        );
      });
    expect(importers).toEqual(['telemetry/sdk/sdk.ts']);
  });
});
