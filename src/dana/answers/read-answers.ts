import { z } from 'zod';
import type { PaymentOption } from '../../domain/payment-option.ts';
import type {
  CancelOrderAnswer,
  CreateOrderAnswer,
  PaymentOptionsAnswer,
  RefundOrderAnswer,
} from '../../use-cases/ports/payment-provider.ts';
import { instructionOf } from './instruction.ts';
import { type Reply, unknown } from './read-reply.ts';
import { parseJsonObject } from './snap-answer.ts';
import { describeIssues, money, optionalReference, optionalText, reference, text } from './snap-fields.ts';

/**
 * The accepted answers of every operation but the query. An answer that names another order or another amount
 * than the request is not an answer to it, whatever its code says: unknown.
 */

const createRequest = z.object({
  partnerReferenceNo: reference,
  payOptionDetails: z
    .array(z.object({ payMethod: optionalReference, payOption: optionalReference }))
    .optional(),
});
const createAnswer = z.object({
  referenceNo: optionalReference,
  partnerReferenceNo: optionalReference,
  webRedirectUrl: optionalText(4096),
  additionalInfo: z.object({ paymentCode: optionalText(4096) }).nullish(),
});

/** `request` is the body that was sent: it says which instruction to expect. */
export function readCreateAnswer(reply: Reply, request: string): CreateOrderAnswer {
  if (reply.kind !== 'accepted') return reply;
  const asked = createRequest.safeParse(parseJsonObject(request));
  const answer = createAnswer.safeParse(reply.fields);
  if (!asked.success) return unreadable(asked.error);
  if (!answer.success) return unreadable(answer.error);
  const { referenceNo, partnerReferenceNo, webRedirectUrl, additionalInfo } = answer.data;
  if (namesAnother(partnerReferenceNo, asked.data.partnerReferenceNo)) return anotherOrder;
  const option = asked.data.payOptionDetails?.[0];
  const source = { paymentCode: additionalInfo?.paymentCode ?? null, webRedirectUrl };
  const instruction = instructionOf(option?.payMethod ?? null, option?.payOption ?? null, source);
  return { kind: 'accepted', referenceNo, instruction };
}

const cancelAnswer = z.object({ originalPartnerReferenceNo: optionalReference });

export function readCancelAnswer(reply: Reply, partnerReferenceNo: string): CancelOrderAnswer {
  if (reply.kind !== 'accepted') return reply;
  const answer = cancelAnswer.safeParse(reply.fields);
  if (!answer.success) return unreadable(answer.error);
  if (namesAnother(answer.data.originalPartnerReferenceNo, partnerReferenceNo)) return anotherOrder;
  return { kind: 'accepted' };
}

const refundRequest = z.object({ partnerRefundNo: reference, refundAmount: money });
const refundAnswer = z.object({
  refundNo: optionalReference,
  partnerRefundNo: optionalReference,
  refundAmount: money.nullish(),
});

/** `request` is the body that was sent: if DANA names number and amount, they must be the same. */
export function readRefundAnswer(reply: Reply, request: string): RefundOrderAnswer {
  if (reply.kind !== 'accepted') return reply;
  const asked = refundRequest.safeParse(parseJsonObject(request));
  const answer = refundAnswer.safeParse(reply.fields);
  if (!asked.success) return unreadable(asked.error);
  if (!answer.success) return unreadable(answer.error);
  const { refundNo, partnerRefundNo, refundAmount } = answer.data;
  if (namesAnother(partnerRefundNo, asked.data.partnerRefundNo))
    return unknown('an answer to another refund');
  const isSameAmount =
    !refundAmount ||
    (refundAmount.amount === asked.data.refundAmount.amount &&
      refundAmount.currency === asked.data.refundAmount.currency);
  return isSameAmount ? { kind: 'accepted', refundNo } : unknown('an answer with another refundAmount');
}

const consultAnswer = z.object({
  paymentInfos: z
    .array(
      z.object({
        payMethod: text(64),
        payOption: optionalText(128),
        promoInfos: z
          .array(z.object({ promoId: text(64), promoType: text(32), promoAmount: money.nullish() }))
          .nullish()
          // A promotion is optional: if it cannot be read, the payment option still counts.
          .catch(null),
      }),
    )
    .nullish(),
});

/** The list as DANA gives it, in its order; methods and options are open sets and pass unchanged. */
export function readPaymentOptions(reply: Reply): PaymentOptionsAnswer {
  if (reply.kind !== 'accepted') return reply;
  const answer = consultAnswer.safeParse(reply.fields);
  if (!answer.success) return unreadable(answer.error);
  const options = (answer.data.paymentInfos ?? []).map(
    ({ payMethod, payOption, promoInfos }): PaymentOption => ({
      payMethod,
      payOption,
      promos: (promoInfos ?? []).map(({ promoId, promoType, promoAmount }) => ({
        promoId,
        promoType,
        amount: promoAmount?.amount ?? null,
      })),
    }),
  );
  return { kind: 'accepted', options };
}

const anotherOrder = unknown('an answer to another order');

/** DANA may leave out what it echoes; what it echoes must be ours. */
export function namesAnother(echoed: string | null, asked: string): boolean {
  return echoed !== null && echoed !== asked;
}

/** The unknown answer for a body that does not have the expected form; names fields, repeats no value. */
export function unreadable(error: z.ZodError) {
  return unknown(`an answer that cannot be read: ${describeIssues(error)}`);
}
