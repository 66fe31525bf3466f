import { TraceFlags, trace } from '@opentelemetry/api';
import type { Log } from '../../use-cases/ports/log.ts';
import type { Meters } from '../meters.ts';

/** The log, with the ids of the trace and span that a line belongs to, if they are sampled. */
export function traceLog(log: Log): Log {
  const withIds = (fields: Record<string, unknown> | undefined) => {
    const ids = trace.getActiveSpan()?.spanContext();
    const isSampled = ids !== undefined && (ids.traceFlags & TraceFlags.SAMPLED) !== 0;
    return isSampled ? { ...fields, traceId: ids.traceId, spanId: ids.spanId } : fields;
  };
  const { debug, info, warn, error } = log;
  return {
    debug: (event, fields) => debug(event, withIds(fields)),
    info: (event, fields) => info(event, withIds(fields)),
    warn: (event, fields) => warn(event, withIds(fields)),
    error: (event, fields) => error(event, withIds(fields)),
  };
}

/** The log, with a count of its warnings and errors. */
export function measureLog(log: Log, meters: Meters): Log {
  const { warn, error } = log;
  return {
    ...log,
    warn(event, fields) {
      meters.add('gapura_log_lines', { level: 'warn' });
      warn(event, fields);
    },
    error(event, fields) {
      meters.add('gapura_log_lines', { level: 'error' });
      error(event, fields);
    },
  };
}
