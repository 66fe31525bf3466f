import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import type { UnfitDetail } from '../domain/incidents/incident-detail.ts';
import type { TranslatedFinishNotify } from '../use-cases/ports/finish-notify.ts';
import { paidWith } from './answers/paid-with.ts';
import { paymentStateOf } from './answers/payment-state.ts';
import { readTolerantly } from './answers/read-tolerantly.ts';
import { parseJsonObject } from './answers/snap-answer.ts';
import {
  describeIssues,
  money,
  optional,
  optionalText,
  reference,
  text,
  time,
} from './answers/snap-fields.ts';
import { withoutWhiteSpace } from './json-white-space.ts';
import { fingerprintOf } from './keys/keys.ts';
import { decodeSignature, signerAmong } from './keys/signature.ts';

/** DANA sends 25 characters. */
const timestampCharsMax = 64;

export interface FinishNotifyVerifier {
  /**
   * Resolves to the fingerprint of DANA's key that signed this body, for this path and timestamp; null if none did.
   * Called for every request, genuine or not, after its size was bounded and before anything is parsed; linear in the
   * size of the body. `signature` and `timestamp` are X-Signature and X-Timestamp as received, empty if absent.
   */
  verify(rawBody: Uint8Array, headers: { signature: string; timestamp: string }): Promise<string | null>;
}

/**
 * Made once: `publicKeys` are DANA's, two during a rotation, parsed already so that a verification costs about
 * 0.05 ms, in the thread pool; `path` is that of the notification URL that DANA was told, without query. Not the path of the request:
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
  const fingerprints = new Map(publicKeys.map((key) => [key, fingerprintOf(key)]));
  return {
    async verify(rawBody, { signature, timestamp }) {
      const signed = decodeSignature(signature);
      if (signed === undefined || timestamp === '' || timestamp.length > timestampCharsMax) return null;
      // SNAP signs the minified body. The body arrives minified, unless something on the way has reformatted it.
      const signer =
        (await signerAmong(publicKeys, path, rawBody, timestamp, signed)) ??
        (await signerOfMinified(rawBody, timestamp, signed));
      return signer === null ? null : (fingerprints.get(signer) ?? null);
    },
  };

  async function signerOfMinified(rawBody: Uint8Array, timestamp: string, signed: Uint8Array) {
    const minified = withoutWhiteSpace(rawBody);
    return minified === rawBody ? null : signerAmong(publicKeys, path, minified, timestamp, signed);
  }
}

/** DANA also writes objects as JSON in a string. A string that holds no object stays one, and cannot be read. */
const object = <Shape extends z.ZodRawShape>(shape: Shape) =>
  optional(
    z.preprocess(
      (value) => (typeof value === 'string' ? (parseJsonObject(value) ?? value) : value),
      z.object(shape),
    ),
  );

/**
 * Reads strictly what decides about money: whose order it is, its amount and its status. Nothing else does, so times
 * and additionalInfo may be absent or have any shape: captured notifications lack createdTime or finishedTime, or
 * contain additionalInfo as an object, as JSON in a string, or as an empty string. Fields that the gateway does not use
 * (createdTime, externalStoreId, which DANA also spells externalStoreID, shopInfo …) are not read: the inbox keeps the
 * raw body anyway.
 */
const finishNotify = z.object({
  originalPartnerReferenceNo: reference,
  originalReferenceNo: reference,
  merchantId: reference,
  amount: money,
  latestTransactionStatus: text(16),
  transactionStatusDesc: optionalText(255),
  finishedTime: optional(time),
  additionalInfo: object({
    paidTime: optional(time),
    paymentInfo: object({
      paidTime: optional(time),
      payOptionInfos: optional(paidWith),
    }),
  }),
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
  if (fields === null) return unreadable({ code: 'BODY_NOT_JSON' }, null);
  const read = readTolerantly(finishNotify, fields);
  const named = reference.safeParse(fields.originalPartnerReferenceNo);
  const partnerReferenceNo = named.success ? named.data : null;
  if (!read.isRead)
    return unreadable({ code: 'BODY_UNREADABLE', issues: describeIssues(read.error) }, partnerReferenceNo);

  const { amount, latestTransactionStatus: status, finishedTime, additionalInfo, ...rest } = read.data;
  const state = paymentStateOf({
    status,
    acquirementStatus: null,
    isCalledCancelled: rest.transactionStatusDesc?.toUpperCase() === 'CANCELLED',
    refunded: null,
  });
  const paymentInfo = additionalInfo?.paymentInfo;
  return {
    kind: 'understood',
    ...(read.unread.length === 0 ? {} : { unread: read.unread }),
    notify: {
      partnerReferenceNo: rest.originalPartnerReferenceNo,
      merchantId: rest.merchantId,
      currency: amount.currency,
      latestTransactionStatus: status,
      report: {
        state,
        referenceNo: rest.originalReferenceNo,
        amount: amount.amount,
        // If DANA tells no time, the payment was made when it is recorded.
        paidAt: state === 'PAID' ? (additionalInfo?.paidTime ?? paymentInfo?.paidTime ?? finishedTime) : null,
        paidWith: paymentInfo?.payOptionInfos ?? [],
        // A notification speaks of the payment only.
        refunded: null,
        voided: null,
        chargedBack: null,
        isFrozen: null,
      },
    },
  };
}

function unreadable(reason: UnfitDetail, partnerReferenceNo: string | null): TranslatedFinishNotify {
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
