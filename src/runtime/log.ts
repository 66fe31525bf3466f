import { pino } from 'pino';
import type { Log } from '../use-cases/ports/log.ts';
import { codeOf } from './error-code.ts';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Field names that a mistake could give a secret; their values never reach a log line. */
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
 * Writes one JSON object per line to standard error; standard output stays free for text that people read.
 * Errors keep their name, message, code and stack, but no other field that a driver has attached.
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
  code?: string;
  stack?: string | undefined;
  cause?: DescribedError | string;
}

function describeError(error: unknown): DescribedError | string {
  if (!(error instanceof Error)) return String(error);
  const code = codeOf(error);
  return {
    name: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
