import { setTimeout as sleep } from 'node:timers/promises';
import type { Armed, Faults } from '../armed-faults.ts';
import type { SimulatorClock } from '../clock.ts';
import type { CallFaultName } from '../model/fault-table.ts';
import { formatJakarta } from '../model/jakarta-time.ts';
import { isJsonObject, parseJsonObject } from '../model/json.ts';
import { type Order, orderIdOf } from '../model/order.ts';
import type { Profile } from '../model/profile.ts';
import type { DeliveryQueue } from '../notifications/delivery-queue.ts';
import { cancelOrder } from '../operations/cancel-order.ts';
import { consultPay } from '../operations/consult-pay.ts';
import { createOrder } from '../operations/create-order.ts';
import { textAt } from '../operations/field-rules.ts';
import type { Call, Operation } from '../operations/operation.ts';
import { queryPayment } from '../operations/query-payment.ts';
import { refundOrder } from '../operations/refund-order.ts';
import type { Orders } from '../orders.ts';
import { checkProtocol, type ProtocolRules } from '../protocol/check-request.ts';
import { type Answer, answer } from '../protocol/response-codes.ts';
import type { Units } from '../protocol/units.ts';
import { isCarriedOut, replyUnderFault } from './call-faults.ts';
import { type HttpHandler, type HttpReply, type HttpRequest, jsonReply } from './http-server.ts';

const operations: readonly Operation[] = [consultPay, createOrder, queryPayment, cancelOrder, refundOrder];

/** DANA's own addresses. Their callers are programs, which sign; DANA's protocol has them send an Origin. */
export const danaPaths = operations.map(({ path }) => path);

/** How long a create waits for the notification that overtakes it: half of DANA's deadline. */
const overtakeMsMax = 4000;

export interface DanaEndpointParts {
  orders: Orders;
  deliveryQueue: DeliveryQueue;
  clock: SimulatorClock;
  faults: Faults;
  rules: ProtocolRules;
  publicUrl: () => string;
  profile: Profile;
  units: Units;
}

/**
 * Handles DANA's own addresses: checks the protocol of each request, then runs its operation unless a fault
 * prevents it.
 */
export function danaEndpoints(parts: DanaEndpointParts): HttpHandler {
  return async (request) => {
    const operation = operations.find((one) => one.path === request.url.pathname);
    if (operation === undefined) return null;
    if (request.method !== 'POST')
      return jsonReply(405, { error: 'DANA is called by POST.' }, { allow: 'POST' });
    const call = readCall(operation, request, parts);
    const reply = (made: Answer) => replyWith(isDebugged(request) ? withDebugMessage(made) : made, parts);
    if (call.kind === 'refused') return reply(call.answer);
    const reference = operation.referenceField && textAt(call.body, operation.referenceField);
    const fault = parts.faults.takeForCall(operation.name, reference);
    const made = fault === null || isCarriedOut(fault) ? operation.answer(withFault(call, fault)) : null;
    if (fault?.fault === 'commit-late') carryOutLate(operation, call, fault, parts);
    if (operation === createOrder && made?.httpStatus === 200) await letNotificationOvertake(call, parts);
    if (fault !== null) return replyUnderFault(fault, made, { operation, call });
    return made === null ? null : reply(made);
  };
}

type ReadCall = { kind: 'refused'; answer: Answer } | ({ kind: 'genuine' } & Call);

function readCall(operation: Operation, request: HttpRequest, parts: DanaEndpointParts): ReadCall {
  const signed = { ...request, path: request.url.pathname };
  const now = parts.clock.now();
  const check = checkProtocol(signed, operation.codes, parts.rules, now);
  if (check.kind === 'refused') return check;
  const body = parseJsonObject(request.rawBody.toString());
  if (body === null) return { kind: 'refused', answer: answer(operation.codes, 'badRequest') };
  const { orders, profile, units } = parts;
  const { partner } = check;
  return {
    kind: 'genuine',
    body,
    partner,
    now,
    finishesAt: now,
    orders,
    publicUrl: parts.publicUrl(),
    profile,
    units,
  };
}

function withFault(call: Call, fault: Armed<CallFaultName> | null): Call {
  if (fault?.fault !== 'in-progress') return call;
  return { ...call, finishesAt: new Date(call.now.getTime() + (fault.options.delayMs ?? 0)) };
}

function carryOutLate(
  operation: Operation,
  call: Call,
  fault: Armed<CallFaultName>,
  { clock }: DanaEndpointParts,
) {
  const due = new Date(call.now.getTime() + (fault.options.delayMs ?? 0));
  clock.at(due, () => operation.answer({ ...call, now: clock.now(), finishesAt: clock.now() }));
}

/** The fault before-create-answer: the payer is faster than the answer to the merchant. */
async function letNotificationOvertake(
  call: Call,
  { orders, deliveryQueue, faults }: DanaEndpointParts,
): Promise<void> {
  const numbers: Pick<Order, 'merchantId' | 'partnerReferenceNo'> = {
    merchantId: textAt(call.body, 'merchantId') ?? '',
    partnerReferenceNo: textAt(call.body, 'partnerReferenceNo') ?? '',
  };
  const order = orders.find(orderIdOf(numbers));
  if (order?.state !== 'INIT' || faults.takeForNotification(order.partnerReferenceNo, 'create') === null)
    return;
  orders.pay(order, { choice: null, isLate: false });
  await Promise.race([
    deliveryQueue.underWay(orderIdOf(order)),
    sleep(overtakeMsMax, undefined, { ref: false }),
  ]);
}

/** X-Debug-Mode: true, which only the sandbox honours. DANA's Python SDK writes 1. */
function isDebugged(request: HttpRequest): boolean {
  return ['true', '1'].includes(String(request.headers['x-debug-mode']));
}

/** A refusal with its reason in additionalInfo.debugMessage. */
function withDebugMessage(made: Answer): Answer {
  const { debugMessage, body } = made;
  if (debugMessage === null) return made;
  const additionalInfo = isJsonObject(body.additionalInfo) ? body.additionalInfo : {};
  return { ...made, body: { ...body, additionalInfo: { ...additionalInfo, debugMessage } } };
}

function replyWith({ httpStatus, body }: Answer, parts: DanaEndpointParts): HttpReply {
  return jsonReply(httpStatus, body, { 'x-timestamp': formatJakarta(parts.clock.now()) });
}
