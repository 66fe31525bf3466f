import type { RecordFinishNotify } from './receive-finish-notify.ts';

/**
 * The switch behind UAT_FAIL_NOTIFY_FOR, for the scenario of DANA's suite in which the merchant has to answer 5005601
 * to a genuine notification. The first notification of this one order fails before anything is read or written, so
 * nothing of it is on record and nothing was promised; DANA repeats it, and the repeat is an ordinary notification.
 * Never in production: the configuration refuses to start there.
 */
export function refuseFirstNotify(
  record: RecordFinishNotify,
  partnerReferenceNo: string,
): RecordFinishNotify {
  let isRefused = false;
  return async (notify, inbox) => {
    if (isRefused || notify.partnerReferenceNo !== partnerReferenceNo) return record(notify, inbox);
    isRefused = true;
    throw new Error('refused on purpose: UAT_FAIL_NOTIFY_FOR names this order');
  };
}
