import type { Log } from '../../use-cases/ports/log.ts';
import type { Meters } from '../meters.ts';

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
