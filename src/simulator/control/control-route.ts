import type * as z from 'zod';
import { type HttpReply, type HttpRequest, jsonReply } from '../http/http-server.ts';
import { type Order, orderIdOf } from '../model/order.ts';
import type { Desk } from './desk.ts';

/** One control request with a matched path; `names` are the path's :parts. */
export interface ControlCall {
  request: HttpRequest;
  names: Readonly<Record<string, string>>;
  desk: Desk;
}

/**
 * A path such as `POST /simulator/orders/:partnerReferenceNo/pay` and its action. Throws a ControlRefusal to
 * refuse.
 */
export interface ControlRoute {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  run(call: ControlCall): HttpReply | Promise<HttpReply>;
}

/** A refusal that the caller can act on: becomes `{"error": …}` with this HTTP status. */
export class ControlRefusal extends Error {
  readonly httpStatus: number;
  constructor(httpStatus: number, message: string) {
    super(message);
    this.httpStatus = httpStatus;
  }
}

/** Answers 200 with a value as JSON. */
export const ok = (value: unknown): HttpReply => jsonReply(200, value);

/**
 * The request's JSON body in the expected shape; an absent body counts as {}. Otherwise refuses with 400 and
 * the reasons.
 */
export function readBody<T>(call: ControlCall, shape: z.ZodType<T>): T {
  const text = call.request.rawBody.toString();
  let value: unknown = {};
  try {
    if (text.trim() !== '') value = JSON.parse(text);
  } catch {
    throw new ControlRefusal(400, 'The body is not JSON.');
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) =>
    [issue.path.join('.'), issue.message].filter(Boolean).join(': '),
  );
  throw new ControlRefusal(400, reasons.join('; '));
}

/**
 * The order in the path. If several merchants share its number, ?merchantId= must pick one. Refuses with 404
 * or 409.
 */
export function findOrder({ desk, names, request }: ControlCall): Order {
  const number = names.partnerReferenceNo ?? '';
  const merchantId = request.url.searchParams.get('merchantId');
  const orders = desk.ledger
    .ordersByPartnerReferenceNo(number)
    .filter((order) => merchantId === null || order.merchantId === merchantId);
  const [order, second] = orders;
  if (order === undefined) throw new ControlRefusal(404, `There is no order ${number}.`);
  if (second !== undefined)
    throw new ControlRefusal(409, `Several merchants have an order ${number}: add ?merchantId=`);
  return desk.orders.find(orderIdOf(order)) ?? order;
}
