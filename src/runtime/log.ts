import { pino } from 'pino';
import type { Log } from '../use-cases/ports/log.ts';
import { codeOf } from './error-code.ts';

/** Every value of LOG_LEVEL, the most verbose first. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Field names that a mistake could give a secret; their values never reach a log line. */
const secretPaths = [
  'authorization',
  'privateKey',
  'serverKey',
  'tokenSecret',
  'clientSecret',
  'clientToken',
  'signature',
  'phoneNumber',
  'password',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Lines wait in memory while the disk of the log is full, up to this many characters; further ones are dropped. */
const waitingCharsMax = 1024 * 1024;

/**
 * Writes one JSON object per line to standard error (or the file descriptor `target`); standard output stays free for text
 * that people read. Errors keep their name, message, code and stack, but no other field that a driver has attached.
 *
 * A line that cannot be written ends nothing: while the disk is full, lines wait and then are dropped and counted; a pipe
 * whose reader has gone gets no more lines.
 */
export function createLog(level: LogLevel, target = 2): Log {
  const destination = pino.destination({ dest: target, sync: true, maxLength: waitingCharsMax });
  let droppedCount = 0;
  // Without a listener of ours, pino's own would throw ENOSPC or EIO, and the process would end.
  destination.on('error', () => undefined);
  destination.on('drop', () => {
    droppedCount += 1;
  });
  destination.on('write', () => {
    if (droppedCount === 0) return;
    const fields = { droppedCount };
    droppedCount = 0;
    // After the lines that waited, which this event is in the middle of.
    queueMicrotask(() => log.warn('log.lines_dropped', fields));
  });
  const logger = pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secretPaths, censor: '[secret]' },
      serializers: { error: describeError },
    },
    destination,
  );
  const write = (severity: 'debug' | 'info' | 'warn' | 'error') =>
    logger.isLevelEnabled(severity)
      ? (event: string, fields: Record<string, unknown> = {}) => logger[severity]({ event, ...fields })
      : () => undefined;
  const log: Log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
  return log;
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
