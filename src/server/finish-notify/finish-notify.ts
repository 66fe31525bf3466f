import type { Chance } from '../../use-cases/ports/chance.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { InboxEntry } from '../../use-cases/ports/inbox.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { FinishNotify } from '../../use-cases/ports/payment-provider.ts';
import type { UseCases } from '../../use-cases/use-cases.ts';
import type { RefusalPacer } from '../admission/refusal-pacer.ts';
import { answerJson } from '../wire/answers.ts';
import { withinDeadline } from '../wire/deadline.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readBody } from '../wire/read-body.ts';
import { type SnapAnswer, snapAnswers, snapTimestamp } from './snap-answers.ts';

/** The path of the NOTIFICATION URL, as DANA documents it. */
export const finishNotifyPath = '/v1.0/debit/notify';

/** What this room needs to read a Finish Notify; the room `dana/` implements it. */
export interface FinishNotifyReader {
  /** True where DANA signed these very bytes. Constant work, whatever the body is. */
  verify(body: Uint8Array, headers: { readonly signature: string; readonly timestamp: string }): boolean;
  /** What a verified body says. It never throws. */
  translate(
    body: Uint8Array,
  ):
    | { readonly kind: 'understood'; readonly notify: FinishNotify }
    | { readonly kind: 'unreadable'; readonly reason: string; readonly partnerReferenceNo: string | null };
}

interface FinishNotifyNeeds {
  readonly finishNotifyReader: FinishNotifyReader;
  readonly useCases: Pick<UseCases, 'recordFinishNotify' | 'quarantineFinishNotify'>;
  readonly refusalPacer: RefusalPacer;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
}

/** A notification that DANA has signed. */
interface Verified {
  readonly bytes: Buffer;
  readonly timestamp: string;
}

/**
 * Answers POST /v1.0/debit/notify in SNAP's form. The order of the checks is a defence: nothing is verified before
 * its size is known, and nothing is parsed before the signature over the raw bytes was verified. 2005600 means
 * that the notification is on disk; any other answer makes DANA repeat it, for up to 7 days.
 */
export function createFinishNotifyHandler(needs: FinishNotifyNeeds): (http: HttpContext) => Promise<void> {
  const { clock, log } = needs;

  return async (http) => {
    const { requestId, limits } = http;
    const answer = ({ status, ...body }: SnapAnswer) =>
      answerJson(http, status, body, { 'x-timestamp': snapTimestamp(clock.now()) });

    const received = await receive(http, needs.finishNotifyReader);
    if (received === null || 'responseCode' in received) {
      const timing = await needs.refusalPacer.awaitTurn();
      // A flood is told of once in a while, and not by a line for each of its drops.
      if (timing === 'now') {
        if (received === null) log.warn('finish_notify.aborted', { requestId });
        else log.warn('finish_notify.refused', { requestId, responseCode: received.responseCode });
      }
      if (timing === 'cutOff') http.request.socket.destroy();
      else if (received !== null) answer(received);
      return;
    }
    const recorded = record(received, needs, http).then(
      () => snapAnswers.successful,
      (error: unknown) => {
        log.error('finish_notify.failed', { requestId, error });
        return snapAnswers.internalServerError;
      },
    );
    // Better a failure in time, which DANA repeats, than silence: the work goes on, and the repeat finds it done.
    const outcome = await withinDeadline<SnapAnswer>(recorded, limits.notifyDeadlineMs, () => {
      log.error('finish_notify.late', { requestId, deadlineMs: limits.notifyDeadlineMs });
      return snapAnswers.internalServerError;
    });
    answer(outcome);
  };
}

/** Method, size, headers, signature. Null where the sender broke off. */
async function receive(
  { request, limits }: HttpContext,
  reader: FinishNotifyReader,
): Promise<Verified | SnapAnswer | null> {
  if (request.method !== 'POST') return snapAnswers.methodNotAllowed;
  const body = await readBody(request, limits.notifyBodyBytesMax);
  if (body.kind === 'aborted') return null;
  if (body.kind === 'tooLarge') return snapAnswers.tooLarge;
  // Node has made the names lower-case, and joined a header that came twice: no signature matches that.
  const signature = String(request.headers['x-signature'] ?? '');
  const timestamp = String(request.headers['x-timestamp'] ?? '');
  if (signature === '') return snapAnswers.signatureMissing;
  if (timestamp === '') return snapAnswers.timestampMissing;
  const isGenuine = reader.verify(body.bytes, { signature, timestamp });
  return isGenuine ? { bytes: body.bytes, timestamp } : snapAnswers.invalidSignature;
}

/** Resolves once the notification is on disk, whatever it says. */
async function record(
  { bytes, timestamp }: Verified,
  { finishNotifyReader, useCases, clock, chance, log }: FinishNotifyNeeds,
  { requestId }: HttpContext,
): Promise<void> {
  const translation = finishNotifyReader.translate(bytes);
  const notify = translation.kind === 'understood' ? translation.notify : null;
  const { partnerReferenceNo } = translation.kind === 'understood' ? translation.notify : translation;
  const inbox: InboxEntry = {
    id: chance.uuid(),
    receivedAt: clock.now(),
    body: bytes.toString('utf8'),
    timestamp,
    partnerReferenceNo,
    latestTransactionStatus: notify?.latestTransactionStatus ?? null,
    amount: notify?.report.amount ?? null,
  };
  if (translation.kind === 'unreadable') {
    const { reason } = translation;
    await useCases.quarantineFinishNotify(inbox, reason);
    log.warn('finish_notify.quarantined', { requestId, partnerReferenceNo, reason });
    return;
  }
  const outcome = await useCases.recordFinishNotify(translation.notify, inbox);
  log.info('finish_notify.recorded', { requestId, partnerReferenceNo, decision: outcome.kind });
}
