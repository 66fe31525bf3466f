import type { TranslateFinishNotify } from '../ports/finish-notify.ts';
import type { ReceiveFinishNotify } from './receive-finish-notify.ts';

/**
 * The switch behind UAT_FAIL_NOTIFY_FOR, for the scenario of DANA's suite in which the merchant must answer 5005601 to
 * a genuine notification. The first notification of this one order fails before anything is written, so nothing of it
 * is stored and nothing was promised; DANA repeats it, and the repeat is an ordinary notification. Never in production:
 * the gateway refuses to start there.
 */
export function refuseFirstNotify(
  receive: ReceiveFinishNotify,
  translate: TranslateFinishNotify,
  refusedReferenceNo: string,
): ReceiveFinishNotify {
  let isRefused = false;
  return async (verified) => {
    if (isRefused || referenceOf(translate(verified.body)) !== refusedReferenceNo) return receive(verified);
    isRefused = true;
    throw new Error('refused on purpose: UAT_FAIL_NOTIFY_FOR names this order');
  };
}

function referenceOf(translated: ReturnType<TranslateFinishNotify>): string | null {
  return translated.kind === 'understood'
    ? translated.notify.partnerReferenceNo
    : translated.partnerReferenceNo;
}
