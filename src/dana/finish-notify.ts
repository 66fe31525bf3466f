import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { TranslatedFinishNotify } from '../use-cases/ports/finish-notify.ts';
import { paymentStateOf } from './answers/payment-state.ts';
import { parseJsonObject } from './answers/snap-answer.ts';
import { describeIssues, money, optionalText, reference, text, time } from './answers/snap-fields.ts';
import { withoutWhiteSpace } from './json-white-space.ts';
import { decodeSignature, isSignedByAny } from './keys/signature.ts';

/** DANA sends 25 characters. */
const timestampCharsMax = 64;

export interface FinishNotifyVerifier {
  /**
   * True if DANA has signed this body, for this path and timestamp. Called for every request, genuine or not, after its size
   * was bounded and before anything is parsed; linear in the size of the body. `signature` and `timestamp` are
   * X-Signature and X-Timestamp as received, empty if absent.
   */
  verify(rawBody: Uint8Array, headers: { signature: string; timestamp: string }): boolean;
}

/**
 * Made once: `publicKeys` are DANA's, two during a rotation, parsed already so that a verification costs about
 * 0.02 ms; `path` is that of the notification URL that DANA was told, without query. Not the path of the request:
 * a proxy may have rewritten it, and DANA signs what it was told.
 *
 * The SDK's WebhookParser is not used here: before it looks at the signature it spends quadratic time on the
 * body (1 MB of `"a":"{"` pairs: 50 s), and it refuses some bodies that DANA did sign.
 */
export function createFinishNotifyVerifier({
  publicKeys,
  path,
}: {
  publicKeys: readonly KeyObject[];
  path: string;
}): FinishNotifyVerifier {
  return {
    verify(rawBody, { signature, timestamp }) {
      const signed = decodeSignature(signature);
      if (signed === undefined || timestamp === '' || timestamp.length > timestampCharsMax) return false;
      if (isSignedByAny(publicKeys, path, rawBody, timestamp, signed)) return true;
      // SNAP signs the minified body. The body arrives minified, unless something on the way has reformatted it.
      const minified = withoutWhiteSpace(rawBody);
      return minified !== rawBody && isSignedByAny(publicKeys, path, minified, timestamp, signed);
    },
  };
}

/** Not needed for a decision: a value that cannot be read counts as absent. */
const paymentInfo = z.object({
  payOptionInfos: z.array(z.object({ payMethod: text(64), payOption: optionalText(128) })).nullish(),
});

/**
 * Reads strictly what decides about money: every field that DANA's reference demands, except finishedTime, which is
 * absent in observed `05` notifications. Fields that the gateway does not use (externalStoreId, which DANA also spells
 * externalStoreID, shopInfo, tipsAmount …) may have any shape: the inbox keeps the raw body anyway.
 */
const finishNotify = z.object({
  originalPartnerReferenceNo: reference,
  originalReferenceNo: reference,
  merchantId: reference,
  amount: money,
  latestTransactionStatus: text(16),
  transactionStatusDesc: optionalText(255).catch(null),
  createdTime: time,
  finishedTime: time.nullish().or(z.literal('').transform(() => null)),
  additionalInfo: z
    .object({ paidTime: time.nullish().catch(null), paymentInfo: paymentInfo.nullish().catch(null) })
    .nullish(),
});

/**
 * Translates a body whose signature was verified. Called once for each notification, and again with the stored body
 * when its order appears or the inbox is replayed; pure, so it means the same each time. See TranslateFinishNotify.
 *
 * If a key stands twice the last one counts, as JSON.parse has it. That is safe here, and rejecting such a body would
 * cost a second parser: nothing else reads the body, and only DANA can have signed it.
 */
export function translateFinishNotify(body: Uint8Array): TranslatedFinishNotify {
  const json = decodeUtf8(body);
  const fields = json === undefined ? null : parseJsonObject(json);
  if (fields === null) return unreadable('the body is not a JSON object in UTF-8', null);
  const read = finishNotify.safeParse(fields);
  const named = reference.safeParse(fields.originalPartnerReferenceNo);
  const partnerReferenceNo = named.success ? named.data : null;
  if (!read.success) return unreadable(describeIssues(read.error), partnerReferenceNo);

  const { amount, latestTransactionStatus: status, finishedTime, additionalInfo, ...rest } = read.data;
  const state = paymentStateOf({
    status,
    acquirementStatus: null,
    isCalledCancelled: rest.transactionStatusDesc?.toUpperCase() === 'CANCELLED',
    refunded: null,
  });
  // A payment needs its time; only a close may come without one.
  if (state === 'PAID' && !finishedTime) return unreadable('finishedTime is missing', partnerReferenceNo);
  const [option] = additionalInfo?.paymentInfo?.payOptionInfos ?? [];
  return {
    kind: 'understood',
    notify: {
      partnerReferenceNo: rest.originalPartnerReferenceNo,
      merchantId: rest.merchantId,
      currency: amount.currency,
      latestTransactionStatus: status,
      report: {
        state,
        referenceNo: rest.originalReferenceNo,
        amount: amount.amount,
        paidAt: state === 'PAID' ? (additionalInfo?.paidTime ?? finishedTime ?? null) : null,
        payMethod: option?.payMethod ?? null,
        payOption: option?.payOption ?? null,
        // A notification speaks of the payment only.
        refunded: null,
        voided: null,
      },
    },
  };
}

function unreadable(reason: string, partnerReferenceNo: string | null): TranslatedFinishNotify {
  return { kind: 'unreadable', reason, partnerReferenceNo };
}

/** Undefined if a byte is not UTF-8: a replaced character could make two references one. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
