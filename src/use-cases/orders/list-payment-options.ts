import { LRUCache } from 'lru-cache';
import type { Rupiah } from '../../domain/money.ts';
import { externalStoreIdLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { PaymentOptions, PaymentOptionsOutcome, TemporarilyUnavailable } from '../outcomes.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';

/** While DANA is unavailable, older answers than this are not served. */
const staleAnswerMaxMs = 15 * 60_000;
/** Answers kept for when DANA is unavailable; the one that was stored or served longest ago is dropped first. */
const keptAnswersMax = 500;

interface Question {
  readonly amount: Rupiah;
  readonly externalStoreId: string | null;
}

interface KeptAnswer {
  readonly answer: PaymentOptions;
  /** The elapsed time when DANA gave it. */
  readonly keptAtMs: number;
}

export interface ListPaymentOptionsDeps {
  readonly provider: Pick<PaymentProvider, 'listPaymentOptions' | 'unavailability'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly externalStoreIdDefault: string | null;
}

/**
 * Consult Pay: the ways to pay an amount now. Identical concurrent requests share one call. While DANA is unavailable,
 * returns its last answer, marked stale; an answer for another amount comes without promotions, which depend on it.
 */
export function makeListPaymentOptions({
  provider,
  clock,
  log,
  externalStoreIdDefault,
}: ListPaymentOptionsDeps) {
  const underWay = new Map<string, Promise<PaymentOptions | TemporarilyUnavailable>>();
  const kept = new LRUCache<string, KeptAnswer>({ max: keptAnswersMax });

  return async function listPaymentOptions(input: Question): Promise<PaymentOptionsOutcome> {
    const issues = newIssues();
    checkText(issues, ['externalStoreId'], input.externalStoreId, { max: externalStoreIdLengthMax });
    if (issues.list.length > 0) return { kind: 'InvalidInput', issues: issues.list };
    const question = { ...input, externalStoreId: input.externalStoreId ?? externalStoreIdDefault };
    const unavailability = provider.unavailability('consultPay');
    const answer: PaymentOptions | TemporarilyUnavailable =
      unavailability === null
        ? await consultOnce(question)
        : { kind: 'TemporarilyUnavailable', ...unavailability };
    return answer.kind === 'PaymentOptions' ? answer : (lastAnswer(question) ?? answer);
  };

  function consultOnce(question: Question): Promise<PaymentOptions | TemporarilyUnavailable> {
    const key = keyOf(question);
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const consulted = consult(question).finally(() => underWay.delete(key));
    underWay.set(key, consulted);
    return consulted;
  }

  async function consult(question: Question): Promise<PaymentOptions | TemporarilyUnavailable> {
    const answer = await provider.listPaymentOptions(question);
    if (answer.kind !== 'accepted') {
      if (answer.kind === 'unknown') {
        const reason = answer.isOurFault ? 'DANA_CREDENTIALS_REJECTED' : 'DANA_UNREACHABLE';
        const { unavailability = { reason, retryAfterMs: null } } = answer;
        return { kind: 'TemporarilyUnavailable', ...unavailability };
      }
      log.warn('payment_options.declined', { responseCode: answer.responseCode });
      return { kind: 'TemporarilyUnavailable', reason: 'DANA_ERROR', retryAfterMs: null };
    }
    const options: PaymentOptions = {
      kind: 'PaymentOptions',
      options: answer.options,
      asOf: clock.now(),
      isStale: false,
    };
    const answered: KeptAnswer = { answer: options, keptAtMs: clock.elapsedMs() };
    kept.set(keyOf(question), answered);
    kept.set(storeKey(question), answered);
    return options;
  }

  function lastAnswer(question: Question): PaymentOptions | null {
    const exact = fresh(kept.get(keyOf(question)));
    if (exact !== null) return { ...exact, isStale: true };
    const similar = fresh(kept.get(storeKey(question)));
    if (similar === null) return null;
    const options = similar.options.map((option) => ({ ...option, promos: [] }));
    return { ...similar, options, isStale: true };
  }

  function fresh(one: KeptAnswer | undefined): PaymentOptions | null {
    if (one === undefined) return null;
    return clock.elapsedMs() - one.keptAtMs <= staleAnswerMaxMs ? one.answer : null;
  }
}

function keyOf({ amount, externalStoreId }: Question): string {
  return JSON.stringify([externalStoreId, String(amount)]);
}

function storeKey({ externalStoreId }: Question): string {
  return JSON.stringify([externalStoreId]);
}
