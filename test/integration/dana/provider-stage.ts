import { afterEach, beforeEach } from 'vitest';
import { createDanaApi } from '../../../src/dana/calls/api.ts';
import type { CallLimits } from '../../../src/dana/calls/call-guard.ts';
import { createPaymentProvider } from '../../../src/dana/payment-provider.ts';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import { merchant } from '../../unit/dana/orders.ts';
import { type DanaServer, merchantKeys, startDanaServer } from './dana-server.ts';

/** One line that the provider logged. */
export interface Line {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: Record<string, unknown>;
}

/** For the tests of one file: the real PaymentProvider before a DANA that each test scripts anew. */
export function setProviderStage() {
  let lines: Line[] = [];
  let server: DanaServer;
  beforeEach(async () => {
    lines = [];
    server = await startDanaServer();
  });
  afterEach(() => server.close());

  const log = Object.fromEntries(
    (['debug', 'info', 'warn', 'error'] as const).map((level) => [
      level,
      (event: string, fields: Record<string, unknown> = {}) => lines.push({ level, event, fields }),
    ]),
  ) as unknown as Log;

  return {
    /** What the current test made the provider log. */
    lines: () => lines,
    /** The DANA of the current test. */
    server: () => server,
    provider({
      timeoutMs = 5_000,
      limits,
      environment = 'sandbox',
      elapsedMs,
      recorded,
    }: {
      timeoutMs?: number;
      limits?: CallLimits;
      environment?: 'sandbox' | 'production';
      elapsedMs?: () => number;
      recorded?: Parameters<typeof createPaymentProvider>[0]['recorded'];
    } = {}) {
      const api = createDanaApi({
        partnerId: 'partner-1',
        privateKey: merchantKeys.privateKey,
        origin: 'https://shop.example',
        environment,
        baseUrl: server.url,
        timeoutMs,
      });
      return createPaymentProvider({
        ...{ api, merchant, log },
        ...(limits ? { limits } : {}),
        ...(elapsedMs ? { elapsedMs } : {}),
        ...(recorded ? { recorded } : {}),
      });
    },
  };
}
