import * as z from 'zod';
import type { PaymentOption } from '../../domain/payment-option.ts';
import type {
  CancelOrderAnswer,
  CreateOrderAnswer,
  PaymentOptionsAnswer,
  RefundOrderAnswer,
} from '../../use-cases/ports/payment-provider.ts';
import { instructionOf } from './instruction.ts';
import { type Reply, unknown } from './read-reply.ts';
import { ignoreUnread, type NoteUnread, readTolerantly } from './read-tolerantly.ts';
import { parseJsonObject } from './snap-answer.ts';
import {
  amountInRupiah,
  describeIssues,
  type EchoedAmount,
  echoedAmount,
  money,
  optional,
  optionalReference,
  optionalText,
  reference,
  text,
} from './snap-fields.ts';

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
  additionalInfo: optional(z.object({ paymentCode: optionalText(4096) })),
});

/** `request` is the body that was sent: it says which instruction to expect. */
export function readCreateAnswer(
  reply: Reply,
  request: string,
  noteUnread: NoteUnread = ignoreUnread,
): CreateOrderAnswer {
  if (reply.kind !== 'accepted') return reply;
  const asked = createRequest.safeParse(parseJsonObject(request));
  const answer = readTolerantly(createAnswer, reply.fields, ['partnerReferenceNo']);
  if (!asked.success) return unreadable(asked.error);
  if (!answer.isRead) return unreadable(answer.error);
  if (answer.unread.length > 0) noteUnread(answer.unread);
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
  refundAmount: optional(echoedAmount),
});

/** `request` is the body that was sent: if DANA names number and amount, they must be the same. */
export function readRefundAnswer(
  reply: Reply,
  request: string,
  noteUnread: NoteUnread = ignoreUnread,
): RefundOrderAnswer {
  if (reply.kind !== 'accepted') return reply;
  const asked = refundRequest.safeParse(parseJsonObject(request));
  const answer = readTolerantly(refundAnswer, reply.fields, ['partnerRefundNo']);
  if (!asked.success) return unreadable(asked.error);
  if (!answer.isRead) return unreadable(answer.error);
  if (answer.unread.length > 0) noteUnread(answer.unread);
  const { refundNo, partnerRefundNo, refundAmount } = answer.data;
  if (namesAnother(partnerRefundNo, asked.data.partnerRefundNo))
    return unknown('an answer to another refund');
  return isAnotherAmount(refundAmount, asked.data.refundAmount)
    ? unknown('an answer with another refundAmount')
    : { kind: 'accepted', refundNo };
}

/** Digits without a point may be cents (observed) or whole rupiah; if neither is what was asked, it is another amount. */
function isAnotherAmount(echo: EchoedAmount | null, asked: z.output<typeof money>): boolean {
  if (echo === null) return false;
  const isSameNumber =
    echo.amount === asked.amount || (echo.isInCents && echo.amount * 100n === asked.amount);
  return !isSameNumber || (echo.currency !== null && echo.currency !== asked.currency);
}

const consultAnswer = z.object({
  paymentInfos: optional(
    z.array(
      z.object({
        payMethod: text(64),
        payOption: optionalText(128),
        promoInfos: optional(
          z.array(
            z.object({ promoId: text(64), promoType: text(32), promoAmount: optional(amountInRupiah) }),
          ),
        ),
      }),
    ),
  ),
});

/**
 * The list as DANA gives it, in its order; methods and options are open sets and pass unchanged. An option that cannot
 * be read is left out, but a list in which nothing can be read is not an empty one.
 */
export function readPaymentOptions(
  reply: Reply,
  noteUnread: NoteUnread = ignoreUnread,
): PaymentOptionsAnswer {
  if (reply.kind !== 'accepted') return reply;
  const answer = readTolerantly(consultAnswer, reply.fields, ['paymentInfos']);
  if (!answer.isRead) return unreadable(answer.error);
  if (answer.unread.length > 0) noteUnread(answer.unread);
  if (answer.data.paymentInfos?.length === 0 && answer.unread.length > 0)
    return unknown(`an answer whose options cannot be read: ${answer.unread.join(', ')}`);
  const options = (answer.data.paymentInfos ?? []).map(
    ({ payMethod, payOption, promoInfos }): PaymentOption => ({
      payMethod,
      payOption,
      promos: (promoInfos ?? []).map(({ promoId, promoType, promoAmount }) => ({
        promoId,
        promoType,
        amount: promoAmount,
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
