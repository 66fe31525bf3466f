import type { Log } from '../use-cases/ports/log.ts';
import type { PaymentProvider, UnknownAnswer } from '../use-cases/ports/payment-provider.ts';
import { makeOutletProof, makeRecordedOutletProof, outletIn } from './answers/outlets.ts';
import type { RawAnswer } from './answers/raw-answer.ts';
import {
  readCancelAnswer,
  readCreateAnswer,
  readPaymentOptions,
  readRefundAnswer,
} from './answers/read-answers.ts';
import { blamesOutlet, type Reply, readReply, unknown } from './answers/read-reply.ts';
import { describeStatus, readQueryAnswer } from './answers/read-report.ts';
import type { NoteUnread } from './answers/read-tolerantly.ts';
import { parseJsonObject } from './answers/snap-answer.ts';
import type { DanaApi } from './calls/api.ts';
import { type CallLimits, callLimits, guardCalls } from './calls/call-guard.ts';
import type { DanaMerchant } from './requests/request-parts.ts';
import { rewriteExpiry, writeCreateRequest } from './requests/write-create-request.ts';
import {
  writeCancelRequest,
  writeConsultRequest,
  writeQueryRequest,
  writeRefundRequest,
} from './requests/write-requests.ts';
import type { DanaOperation } from './response-codes.ts';

/** The PaymentProvider port over dana-node, for one merchant. */
export function createPaymentProvider({
  api,
  merchant,
  log,
  limits = callLimits,
  elapsedMs = () => performance.now(),
  recorded,
}: {
  api: DanaApi;
  merchant: DanaMerchant;
  log: Log;
  /** Default: `callLimits`. */
  limits?: CallLimits;
  /** The Clock's; default: that of the process. */
  elapsedMs?: () => number;
  /** The orders that DANA has accepted, of all processes; default: those that this provider has created. */
  recorded?: Parameters<typeof makeRecordedOutletProof>[1];
}): PaymentProvider {
  const outlets = {
    consultPay: makeOutletProof(merchant, elapsedMs),
    createOrder:
      recorded === undefined
        ? makeOutletProof(merchant, elapsedMs)
        : makeRecordedOutletProof(merchant, recorded),
  };
  const guard = guardCalls(api, log, limits);

  /**
   * One call: sent, read, and logged. `subject` names the order or the refund in the log; the body of an answer
   * is never logged, it may hold a payment code.
   */
  async function ask<Answer extends { readonly kind: string }>(
    operation: DanaOperation,
    subject: unknown,
    body: string,
    read: (reply: Reply, noteUnread: NoteUnread) => Answer,
    urgency?: 'LATE',
  ): Promise<Answer> {
    const startedMs = performance.now();
    const rawAnswer = await guard.call(operation, body, urgency);
    const reply = await replyOf(operation, rawAnswer, body);
    const answer = read(reply, (fields) => log.warn('dana.fields_unread', { operation, subject, fields }));
    const durationMs = Math.round(performance.now() - startedMs);
    const fields = { operation, subject, ...factsOf(rawAnswer), durationMs };
    if (!isUnknown(answer)) log.debug('dana.answered', { ...fields, answer: answer.kind });
    else if (answer.isOurFault) log.error('dana.credentials_rejected', { ...fields, reason: answer.reason });
    else
      log.warn('dana.answer_unknown', {
        ...fields,
        reason: answer.reason,
        isInProgress: answer.isInProgress,
      });
    return answer;
  }

  /** The meaning of an answer, and for requests that name an outlet what it proves about outlets. */
  async function replyOf(operation: DanaOperation, rawAnswer: RawAnswer, body: string): Promise<Reply> {
    if (operation !== 'consultPay' && operation !== 'createOrder') return readReply(operation, rawAnswer);
    const proof = outlets[operation];
    const outlet = outletIn(body);
    // If the database cannot be read, nothing is proved, and no order is declined.
    const isAtFault =
      blamesOutlet(operation, rawAnswer) && (await proof.isAtFault(outlet).catch(() => false));
    const reply = readReply(operation, rawAnswer, isAtFault);
    if (reply.kind === 'accepted') proof.noteAccepted(outlet);
    return reply;
  }

  return {
    async listPaymentOptions(input) {
      const unavailability = guard.unavailability('consultPay');
      if (unavailability !== null) return { ...unknown('held back'), unavailability };
      return ask('consultPay', null, writeConsultRequest(input, merchant), readPaymentOptions);
    },

    writeCreateRequest: (order, details) => writeCreateRequest(order, details, merchant),
    withExpiry: rewriteExpiry,

    async createOrder(request) {
      const subject = parseJsonObject(request)?.partnerReferenceNo;
      const answer = await ask('createOrder', subject, request, (reply, noteUnread) =>
        readCreateAnswer(reply, request, noteUnread),
      );
      if (answer.kind === 'accepted' && answer.instruction === null) {
        log.error('dana.instruction_omitted', { subject });
      }
      return answer;
    },

    async queryOrder(order, urgency) {
      const { partnerReferenceNo: subject, amount } = order;
      const asked = { partnerReferenceNo: subject, merchantId: merchant.merchantId, amount };
      const read = (reply: Reply, noteUnread: NoteUnread) => {
        const answer = readQueryAnswer(reply, asked, noteUnread);
        if (answer.kind === 'found' && answer.report.state === 'UNRECOGNISED') {
          log.error('dana.status_unrecognised', { subject, said: describeStatus(reply) });
        }
        return answer;
      };
      return ask('queryPayment', subject, writeQueryRequest(order, merchant), read, urgency);
    },

    writeCancelRequest: (order) => writeCancelRequest(order, merchant),

    async cancelOrder(order) {
      const { partnerReferenceNo: subject } = order;
      return ask('cancelOrder', subject, writeCancelRequest(order, merchant), (reply) =>
        readCancelAnswer(reply, subject),
      );
    },

    writeRefundRequest: (order, refund) => writeRefundRequest(order, refund, merchant),

    async refundOrder(request) {
      const subject = parseJsonObject(request)?.partnerRefundNo;
      return ask('refundOrder', subject, request, (reply, noteUnread) =>
        readRefundAnswer(reply, request, noteUnread),
      );
    },

    unavailability: guard.unavailability,
  };
}

function isUnknown(answer: { readonly kind: string }): answer is UnknownAnswer {
  return answer.kind === 'unknown';
}

/** The parts of a raw answer that may be logged. */
function factsOf(rawAnswer: RawAnswer): Record<string, unknown> {
  if (rawAnswer.kind === 'unanswered') return {};
  const { httpStatus, snap, body } = rawAnswer;
  return { httpStatus, responseCode: snap?.responseCode ?? null, answerChars: body.length };
}
