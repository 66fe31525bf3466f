import type { Cashier } from '../cashier.ts';
import type { SimulatorClock } from '../clock.ts';
import { parseJsonObject } from '../json.ts';
import { formatJakarta } from '../model/jakarta-time.ts';
import { consultPay } from '../operations/consult-pay.ts';
import { createOrder } from '../operations/create-order.ts';
import type { Operation } from '../operations/operation.ts';
import { queryPayment } from '../operations/query-payment.ts';
import { checkProtocol, type ProtocolRules } from '../protocol.ts';
import { type Answer, answer } from '../response-codes.ts';
import { type HttpHandler, type HttpRequest, jsonReply } from './http-server.ts';

const operations: readonly Operation[] = [consultPay, createOrder, queryPayment];

export interface DanaEndpointParts {
  cashier: Cashier;
  clock: SimulatorClock;
  rules: ProtocolRules;
  publicUrl: () => string;
  amountMaxSen: bigint | null;
}

/** DANA's own addresses: each request goes through the protocol checks, then to its operation. */
export function danaEndpoints(parts: DanaEndpointParts): HttpHandler {
  return (request) => {
    const operation = operations.find((one) => one.path === request.url.pathname);
    if (operation === undefined) return null;
    if (request.method !== 'POST')
      return jsonReply(405, { error: 'DANA is called by POST.' }, { allow: 'POST' });
    const { httpStatus, body } = answerCall(operation, request, parts);
    return jsonReply(httpStatus, body, { 'x-timestamp': formatJakarta(parts.clock.now()) });
  };
}

function answerCall(operation: Operation, request: HttpRequest, parts: DanaEndpointParts): Answer {
  const signed = { ...request, path: request.url.pathname };
  const check = checkProtocol(signed, operation.codes, parts.rules);
  if (check.kind === 'refused') return check.answer;
  const body = parseJsonObject(request.rawBody.toString());
  if (body === null) return answer(operation.codes, 'badRequest');
  const now = parts.clock.now();
  return operation.answer({
    body,
    partner: check.partner,
    now,
    finishesAt: now,
    cashier: parts.cashier,
    publicUrl: parts.publicUrl(),
    amountMaxSen: parts.amountMaxSen,
  });
}
