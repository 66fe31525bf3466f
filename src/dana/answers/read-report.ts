import * as z from 'zod';
import type { Rupiah } from '../../domain/money.ts';
import type { QueryOrderAnswer } from '../../use-cases/ports/payment-provider.ts';
import { paidWith } from './paid-with.ts';
import { paymentStateOf } from './payment-state.ts';
import { namesAnother, unreadable } from './read-answers.ts';
import { type Reply, unknown } from './read-reply.ts';
import { ignoreUnread, type NoteUnread, readTolerantly } from './read-tolerantly.ts';
import {
  amountInRupiah,
  echoedAmount,
  flag,
  isReadableEcho,
  optional,
  optionalReference,
  optionalText,
  text,
  time,
} from './snap-fields.ts';

/** SNAP's "not found" as a status of a query that succeeded. */
const notFoundStatus = '07';

const paymentView = z.object({ paidTime: optional(time), payOptionInfos: optional(paidWith) });

/** Only the status is demanded: whatever else cannot be read counts as not told. */
const queryAnswer = z.object({
  originalPartnerReferenceNo: optionalReference,
  originalReferenceNo: optionalReference,
  latestTransactionStatus: text(16),
  transactionStatusDesc: optionalText(255),
  amount: optional(echoedAmount),
  transAmount: optional(echoedAmount),
  paidTime: optional(time),
  additionalInfo: optional(
    z.object({
      merchantId: optionalReference,
      amountDetail: optional(
        z.object({
          orderAmount: optional(echoedAmount),
          refundAmount: optional(amountInRupiah),
          voidAmount: optional(amountInRupiah),
          chargebackAmount: optional(amountInRupiah),
        }),
      ),
      statusDetail: optional(
        z.object({
          acquirementStatus: optionalReference,
          cancelled: optionalReference,
          frozen: optional(flag),
        }),
      ),
      timeDetail: optional(
        z.object({
          createdTime: optional(time),
          paidTimes: optional(z.array(time)),
          expiryTime: optional(time),
        }),
      ),
      paymentViews: optional(z.array(paymentView)),
    }),
  ),
});

/** Whose order it is must be readable if it is told. */
const identity = ['originalPartnerReferenceNo', 'additionalInfo.merchantId'];

/** What a query proves about this order, at this merchant, in rupiah. `asked.amount` is the order's own. */
export function readQueryAnswer(
  reply: Reply,
  asked: { partnerReferenceNo: string; merchantId: string; amount: Rupiah },
  noteUnread: NoteUnread = ignoreUnread,
): QueryOrderAnswer {
  if (reply.kind === 'declined') {
    return reply.reason === 'NOT_FOUND'
      ? { kind: 'notFound' }
      : unknown(`${reply.responseCode} ${reply.responseMessage}`);
  }
  if (reply.kind === 'unknown') return reply;
  const read = readTolerantly(queryAnswer, reply.fields, identity);
  if (!read.isRead) return unreadable(read.error);
  const answer = read.data;
  const { amountDetail, statusDetail, timeDetail, merchantId = null } = answer.additionalInfo ?? {};
  if (namesAnother(answer.originalPartnerReferenceNo, asked.partnerReferenceNo)) {
    return unknown('an answer about another order');
  }
  if (namesAnother(merchantId, asked.merchantId)) return unknown('an answer about another merchant');
  if (answer.latestTransactionStatus === notFoundStatus) return { kind: 'notFound' };

  const { amount, unread } = orderAmountIn(answer, asked.amount);
  if (read.unread.length + unread.length > 0) noteUnread([...read.unread, ...unread]);
  if (amount !== null && amount.currency !== null && amount.currency !== 'IDR')
    return unknown('an amount that is not in IDR');
  const refunded = amountDetail?.refundAmount ?? null;
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
      amount: amount?.amount ?? null,
      paidAt: answer.paidTime ?? timeDetail?.paidTimes?.[0] ?? paid.paidAt,
      paidWith: paid.paidWith,
      refunded,
      voided: amountDetail?.voidAmount ?? null,
      chargedBack: amountDetail?.chargebackAmount ?? null,
      isFrozen: statusDetail?.frozen ?? null,
      ...(timeDetail?.expiryTime ? { expiresAt: timeDetail.expiryTime } : {}),
      ...(timeDetail?.createdTime ? { createdAt: timeDetail.createdTime } : {}),
    },
  };
}

/** The order's own amount is orderAmount; the other two replace it if DANA leaves it out, or if it cannot be read. */
function orderAmountIn(answer: z.infer<typeof queryAnswer>, asked: Rupiah) {
  const told = [
    ['additionalInfo.amountDetail.orderAmount', answer.additionalInfo?.amountDetail?.orderAmount],
    ['amount', answer.amount],
    ['transAmount', answer.transAmount],
  ] as const;
  const unread: string[] = [];
  for (const [path, amount] of told) {
    if (amount && isReadableEcho(amount, asked)) return { amount, unread };
    if (amount) unread.push(path);
  }
  return { amount: null, unread };
}

/** DANA's words about a state that the gateway does not recognise, for the log. */
export function describeStatus(reply: Reply): string {
  const read = readTolerantly(queryAnswer, reply.kind === 'accepted' ? reply.fields : {});
  if (!read.isRead) return '';
  const { latestTransactionStatus, transactionStatusDesc, additionalInfo } = read.data;
  const acquirementStatus = additionalInfo?.statusDetail?.acquirementStatus ?? '-';
  return `status ${latestTransactionStatus}, ${transactionStatusDesc ?? '-'}, acquirementStatus ${acquirementStatus}`;
}

/** What the payer used: of several payment views the paid one, else the first. */
function paymentOf({ additionalInfo }: z.infer<typeof queryAnswer>) {
  const views = additionalInfo?.paymentViews ?? [];
  const view = views.find(({ paidTime }) => paidTime) ?? views[0];
  return { paidAt: view?.paidTime ?? null, paidWith: view?.payOptionInfos ?? [] };
}
