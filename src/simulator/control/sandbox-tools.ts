import * as z from 'zod';
import { type HttpHandler, jsonReply } from '../http/http-server.ts';
import { parseJsonObject } from '../model/json.ts';
import type { Orders } from '../orders.ts';

const toolBody = z.object({
  urlEndpoint: z.literal('/v1.0/transfer-va/payment.htm'),
  requestBody: z.object({ virtualAccountNo: z.string() }),
});

/**
 * The tool of DANA's merchant portal with which DANA's UAT suite pays a virtual account. Requests are
 * unsigned, as in the portal. The bank's answer is wrapped in `responseBody`; an unknown number gets 404.
 */
export function sandboxTools(parts: { orders: Orders }): HttpHandler {
  return (request) => {
    if (request.url.pathname !== '/merchant-portal-app/api/sandbox-tools/execute') return null;
    if (request.method !== 'POST') return jsonReply(405, { error: 'Use POST here.' }, { allow: 'POST' });
    const wish = toolBody.safeParse(parseJsonObject(request.rawBody.toString()));
    if (!wish.success)
      return bankAnswer(
        400,
        '4002500',
        'Bad Request: only /v1.0/transfer-va/payment.htm with a virtualAccountNo',
      );
    const { virtualAccountNo } = wish.data.requestBody;
    const order = parts.orders.findByPaymentCode(virtualAccountNo);
    if (order?.choice?.payMethod !== 'VIRTUAL_ACCOUNT')
      return bankAnswer(404, '4042512', 'Invalid Bill/Virtual Account [Not Found]');
    const step = parts.orders.pay(order, { choice: null, isLate: false });
    if (step.kind === 'refused') return bankAnswer(404, '4042514', 'Paid Bill');
    return bankAnswer(200, '2002500', 'Successful', { virtualAccountNo, paidAmount: order.amount });
  };
}

function bankAnswer(
  httpStatus: number,
  responseCode: string,
  responseMessage: string,
  virtualAccountData?: object,
) {
  return jsonReply(httpStatus, { responseBody: { responseCode, responseMessage, virtualAccountData } });
}
