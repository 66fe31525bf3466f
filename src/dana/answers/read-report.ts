import { z } from 'zod';
import type { Rupiah } from '../../domain/money.ts';
import type { QueryOrderAnswer } from '../../use-cases/ports/payment-provider.ts';
import { paymentStateOf } from './payment-state.ts';
import { namesAnother, unreadable } from './read-answers.ts';
import { type Reply, unknown } from './read-reply.ts';
import { money, optionalReference, optionalText, text, time } from './snap-fields.ts';

/** SNAP's "not found" as a status of a query that succeeded. */
const notFoundStatus = '07';

/** Times and payment views decide nothing: if they cannot be read, they count as absent. */
const optionalTime = time.nullish().catch(null);
const paymentView = z.object({
  paidTime: optionalTime,
  payOptionInfos: z.array(z.object({ payMethod: text(64), payOption: optionalText(128) })).default([]),
});

/** Amounts are strict: a present value that is no SNAP amount makes the whole answer unreadable. */
const queryAnswer = z.object({
  originalPartnerReferenceNo: optionalReference,
  originalReferenceNo: optionalReference,
  latestTransactionStatus: text(16),
  transactionStatusDesc: optionalText(255),
  amount: money.nullish(),
  transAmount: money.nullish(),
  paidTime: optionalTime,
  additionalInfo: z
    .object({
      merchantId: optionalReference,
      amountDetail: z
        .object({
          orderAmount: money.nullish(),
          refundAmount: money.nullish(),
          voidAmount: money.nullish(),
        })
        .nullish(),
      statusDetail: z
        .object({ acquirementStatus: optionalReference, cancelled: optionalReference })
        .nullish(),
      timeDetail: z
        .object({ paidTimes: z.array(time).nullish().catch(null), expiryTime: optionalTime })
        .nullish()
        .catch(null),
      paymentViews: z.array(paymentView).nullish().catch(null),
    })
    .nullish(),
});

/** What a query proves about this order, at this merchant, in rupiah. */
export function readQueryAnswer(
  reply: Reply,
  asked: { partnerReferenceNo: string; merchantId: string },
): QueryOrderAnswer {
  if (reply.kind === 'declined') {
    return reply.reason === 'NOT_FOUND'
      ? { kind: 'notFound' }
      : unknown(`${reply.responseCode} ${reply.responseMessage}`);
  }
  if (reply.kind === 'unknown') return reply;
  const read = queryAnswer.safeParse(reply.fields);
  if (!read.success) return unreadable(read.error);
  const answer = read.data;
  const { amountDetail, statusDetail, timeDetail, merchantId = null } = answer.additionalInfo ?? {};
  if (namesAnother(answer.originalPartnerReferenceNo, asked.partnerReferenceNo)) {
    return unknown('an answer about another order');
  }
  if (namesAnother(merchantId, asked.merchantId)) return unknown('an answer about another merchant');
  if (answer.latestTransactionStatus === notFoundStatus) return { kind: 'notFound' };

  // The order's own amount is orderAmount; the other two replace it if DANA leaves the detail out.
  const amount = amountDetail?.orderAmount ?? answer.amount ?? answer.transAmount;
  const told = [amount, amountDetail?.refundAmount, amountDetail?.voidAmount];
  if (told.some((each) => each && each.currency !== 'IDR')) return unknown('an amount that is not in IDR');
  const refunded = amountOf(amountDetail?.refundAmount);
  const paid = paymentOf(answer);
  const state = paymentStateOf({
    status: answer.latestTransactionStatus,
    acquirementStatus: statusDetail?.acquirementStatus ?? null,
    isCalledCancelled:
      statusDetail?.cancelled === 'true' || answer.transactionStatusDesc?.toUpperCase() === 'CANCELLED',
    refunded,
  });
  return {
    kind: 'found',
    report: {
      state,
      referenceNo: answer.originalReferenceNo,
      amount: amountOf(amount),
      paidAt: answer.paidTime ?? timeDetail?.paidTimes?.[0] ?? paid.paidAt,
      payMethod: paid.payMethod,
      payOption: paid.payOption,
      refunded,
      voided: amountOf(amountDetail?.voidAmount),
      ...(timeDetail?.expiryTime ? { expiresAt: timeDetail.expiryTime } : {}),
    },
  };
}

/** DANA's words about a state that the gateway does not recognise, for the log. */
export function describeStatus(reply: Reply): string {
  const read = queryAnswer.safeParse(reply.kind === 'accepted' ? reply.fields : null);
  if (!read.success) return '';
  const { latestTransactionStatus, transactionStatusDesc, additionalInfo } = read.data;
  const acquirementStatus = additionalInfo?.statusDetail?.acquirementStatus ?? '-';
  return `status ${latestTransactionStatus}, ${transactionStatusDesc ?? '-'}, acquirementStatus ${acquirementStatus}`;
}

/** What the payer used: of several payment views the paid one, else the first. */
function paymentOf({ additionalInfo }: z.infer<typeof queryAnswer>) {
  const views = additionalInfo?.paymentViews ?? [];
  const view = views.find(({ paidTime }) => paidTime) ?? views[0];
  const [info] = view?.payOptionInfos ?? [];
  return {
    paidAt: view?.paidTime ?? null,
    payMethod: info?.payMethod ?? null,
    payOption: info?.payOption ?? null,
  };
}

function amountOf(told: { amount: Rupiah } | null | undefined): Rupiah | null {
  return told?.amount ?? null;
}
