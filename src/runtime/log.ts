import { pino } from 'pino';
import type { Log } from '../use-cases/ports/log.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Names under which a secret might be handed over by mistake; their values never reach a line. */
const secretPaths = [
  'authorization',
  'privateKey',
  'serverKey',
  'tokenSecret',
  'clientToken',
  'signature',
  'phoneNumber',
  'password',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/**
 * Structured lines on standard error, one JSON object each, so that standard output stays free for what a
 * person reads. Errors keep their name, message, code and stack, nothing else of what a driver hung on them.
 */
export function createLog(level: LogLevel): Log {
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretPaths, censor: '[secret]' },
      serializers: { error: describeError },
    },
    pino.destination({ dest: 2, sync: true }),
  );
  const write =
    (severity: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: Record<string, unknown> = {}) =>
      logger[severity]({ event, ...fields });
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}

interface DescribedError {
  name: string;
  message: string;
  code?: unknown;
  stack?: string | undefined;
  cause?: DescribedError | string;
}

function describeError(error: unknown): DescribedError | string {
  if (!(error instanceof Error)) return String(error);
  return {
    name: error.name,
    message: error.message,
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
