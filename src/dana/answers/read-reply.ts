import type { DeclinedAnswer, UnknownAnswer } from '../../use-cases/ports/payment-provider.ts';
import { type DanaOperation, meaningOf } from '../response-codes.ts';
import type { RawAnswer } from './raw-answer.ts';

/** What DANA's answer to a call means; for `accepted`, each operation reads its own fields. */
export type Reply =
  | { readonly kind: 'accepted'; readonly fields: Readonly<Record<string, unknown>> }
  | DeclinedAnswer
  | UnknownAnswer;

/** Whether an answer leaves open if our merchant is unknown to DANA, or the store or division that a request names. */
export function blamesOutlet(operation: DanaOperation, rawAnswer: RawAnswer): boolean {
  if (rawAnswer.kind === 'unanswered' || rawAnswer.snap === null) return false;
  const { responseCode, responseMessage } = rawAnswer.snap;
  return (
    meaningOf(operation, { httpStatus: rawAnswer.httpStatus, responseCode, responseMessage }) === 'byOutlet'
  );
}

/**
 * Reads the meaning of a raw answer. Only a listed code in SNAP form, under the HTTP status it names, decides.
 * `isOutletAtFault`: an unknown merchant (`blamesOutlet`) is the fault of the store or division that the request
 * names, see `outlets.ts`.
 */
export function readReply(operation: DanaOperation, rawAnswer: RawAnswer, isOutletAtFault = false): Reply {
  if (rawAnswer.kind === 'unanswered') {
    const { reason, isOurFault, unavailability } = rawAnswer;
    const answer = unknown(reason, { isOurFault });
    return unavailability === undefined ? answer : { ...answer, unavailability };
  }
  const { httpStatus, snap } = rawAnswer;
  if (snap === null) return unknown(`HTTP ${httpStatus} without an answer in SNAP form`);
  const { responseCode, responseMessage, debugMessage } = snap;
  const found = meaningOf(operation, { httpStatus, responseCode, responseMessage });
  const meaning = found === 'byOutlet' ? (isOutletAtFault ? 'OTHER' : 'ours') : found;
  const debug = debugMessage === null ? {} : { debugMessage };
  const details = debugMessage === null ? '' : ` (${debugMessage})`;
  const said = `HTTP ${httpStatus} with ${responseCode} ${responseMessage}${details}`;
  switch (meaning) {
    case 'accepted':
      return { kind: 'accepted', fields: snap.fields };
    case 'inProgress':
      return unknown(said, { isInProgress: true });
    case 'ours':
      return unknown(said, { isOurFault: true });
    case 'unknown':
      return unknown(said);
    default:
      return { kind: 'declined', responseCode, responseMessage, reason: meaning, ...debug };
  }
}

/** No clear answer; `reason` is for logs and incidents. */
export function unknown(
  reason: string,
  { isOurFault = false, isInProgress = false }: { isOurFault?: boolean; isInProgress?: boolean } = {},
): UnknownAnswer {
  return { kind: 'unknown', reason, isOurFault, isInProgress };
}
