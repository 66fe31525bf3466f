import { promiseHooks } from 'node:v8';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '../../../src/runtime/clock.ts';
import { isAsyncLocalStorageDear } from '../../../src/telemetry/sdk/open-spans-context.ts';
import { noTelemetry } from '../../../src/telemetry/settings.ts';
import { startTelemetry } from '../../../src/telemetry/telemetry.ts';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import { silentLog } from '../../support/silent-log.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Runs an operation of a merchant's server, which waits, logs a line and calls DANA, and returns what it left. */
async function runOperation({ share, flags }: { share: number; flags?: '00' | '01' }) {
  vi.stubEnv('OTEL_TRACES_SAMPLER', 'parentbased_traceidratio');
  vi.stubEnv('OTEL_TRACES_SAMPLER_ARG', String(share));
  const ended: ReadableSpan[] = [];
  const processor: SpanProcessor = {
    onStart: () => undefined,
    onEnd: (span) => ended.push(span),
    forceFlush: async () => undefined,
    shutdown: async () => undefined,
  };
  const telemetry = await startTelemetry(noTelemetry, {
    ...{ clock: systemClock(), log: silentLog, version: '1' },
    parts: { readers: [], spanProcessors: [processor] },
  });
  onTestFinished(() => telemetry.shutdown());
  const lines: (Record<string, unknown> | undefined)[] = [];
  const log = telemetry.log({ ...silentLog, info: (_event, fields) => lines.push(fields) } satisfies Log);
  const danaFetch = telemetry.fetch(async () => new Response('{}'));
  const operation = {
    caller: { kind: 'serverKey' },
    requestId: 'request-1',
    traceparent: flags && `00-${traceId}-${spanId}-${flags}`,
  };
  await telemetry.operation?.(operation, async () => {
    await Promise.all([new Promise(setImmediate), new Promise((resolve) => setTimeout(resolve, 1))]);
    log.info('something.happened');
    await danaFetch('https://dana.example/v1.0/debit/status.htm', { method: 'POST' });
    return { status: 200 };
  });
  return { spans: ended, line: lines[0] };
}

describe('an operation that is not sampled', () => {
  test('has no span, neither has its call to DANA, and its log lines name none', async () => {
    const { spans, line } = await runOperation({ share: 0 });
    expect(spans).toEqual([]);
    expect(line).toBeUndefined();
  });

  test('is one whose server says so in its traceparent', async () => {
    const { spans } = await runOperation({ share: 1, flags: '00' });
    expect(spans).toEqual([]);
  });

  test.runIf(isAsyncLocalStorageDear(process.versions.node))('lets Node follow no promise', async () => {
    const follow = vi.spyOn(promiseHooks, 'createHook');
    await runOperation({ share: 0 });
    expect(follow).not.toHaveBeenCalled();
    await runOperation({ share: 1 });
    expect(follow).toHaveBeenCalledOnce();
  });
});

describe('an operation that is sampled', () => {
  test('is one whose server says so in its traceparent, and its parts are found in its trace', async () => {
    const { spans, line } = await runOperation({ share: 0, flags: '01' });
    const [call, operation] = spans;
    expect(spans.map((span) => span.spanContext().traceId)).toEqual([traceId, traceId]);
    expect(operation?.parentSpanContext?.spanId).toBe(spanId);
    expect(call?.parentSpanContext?.spanId).toBe(operation?.spanContext().spanId);
    expect(line).toEqual({ traceId, spanId: operation?.spanContext().spanId });
  });
});
