import type { IncidentDetail } from '../../domain/incidents/incident-detail.ts';
import { RequestInvalid } from '../ports/payment-provider.ts';

/** What an error says of itself without any value of a row, which its message may quote: for incidents and logs. */
export function causeOf(error: unknown): string {
  if (error instanceof RequestInvalid) return error.message;
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `${error.name}${code}`;
}

/** Why an order is stuck whose recovery failed with this error. */
export function whyStuck(error: unknown): IncidentDetail {
  return error instanceof RequestInvalid
    ? { code: 'CANNOT_BE_SENT', faults: error.message }
    : { code: 'RECOVERY_FAILS', cause: causeOf(error) };
}
