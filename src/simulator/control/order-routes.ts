import * as z from 'zod';
import { readMoney, rupiah, senOf } from '../model/money.ts';
import type { Order, PaymentPart } from '../model/order.ts';
import { findChannel } from '../model/pay-channels.ts';
import type { Step } from '../model/payments.ts';
import {
  type ControlCall,
  ControlRefusal,
  type ControlRoute,
  findOrder,
  ok,
  readBody,
} from './control-route.ts';
import { orderSummary, orderView } from './order-view.ts';

const listDefault = 100;
const listMax = 1000;

const payBody = z.strictObject({
  payMethod: z.string().optional(),
  payOption: z.string().default(''),
  late: z.boolean().default(false),
  paidWith: z
    .array(
      z.strictObject({
        payMethod: z.string().min(1).max(64),
        payOption: z.string().max(64).default(''),
        value: z.string(),
      }),
    )
    .min(1)
    .max(10)
    .optional(),
});

/** Routes that read orders and act as their payer. */
export const orderRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/simulator/orders',
    run: ({ desk, request }) => {
      const limit = readLimit(request.url.searchParams.get('limit'));
      const newestFirst = [...desk.ledger.all('order').values()].reverse();
      const orders = newestFirst.map(orderSummary).filter(isAskedFor(request.url.searchParams));
      return ok({ orders: orders.slice(0, limit), totalCount: orders.length });
    },
  },
  {
    method: 'GET',
    path: '/simulator/orders/:partnerReferenceNo',
    run: (call) => ok(orderView(call.desk.ledger, findOrder(call))),
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/pay',
    run: (call) => {
      const { payMethod, payOption, late, paidWith } = readBody(call, payBody);
      const choice = payMethod === undefined ? null : { payMethod, payOption };
      if (choice !== null && findChannel(choice) === undefined)
        throw new ControlRefusal(400, `Nobody can pay by ${payMethod} ${payOption}.`);
      const order = findOrder(call);
      const parts = paidWith === undefined ? {} : { parts: readParts(paidWith, order) };
      return takeStep(call, call.desk.orders.pay(order, { choice, isLate: late, ...parts }));
    },
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/start-paying',
    run: (call) => takeStep(call, call.desk.orders.startPaying(findOrder(call))),
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/refuse',
    run: (call) => takeStep(call, call.desk.orders.refuse(findOrder(call))),
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/expire',
    run: (call) => takeStep(call, call.desk.orders.expire(findOrder(call))),
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/notify',
    run: (call) => takeStep(call, call.desk.orders.notifyAgain(findOrder(call))),
  },
];

/** Answers with the changed order, or 409 if its state does not allow the step. */
export function takeStep(call: ControlCall, step: Step) {
  if (step.kind === 'refused') throw new ControlRefusal(409, step.because);
  return ok(orderView(call.desk.ledger, step.order));
}

/** What the payer used; refused unless it adds up to the order's amount. */
function readParts(wished: NonNullable<z.infer<typeof payBody>['paidWith']>, order: Order): PaymentPart[] {
  const parts = wished.map(({ payMethod, payOption, value }) => {
    const amount = readMoney({ value, currency: 'IDR' });
    if (amount === null)
      throw new ControlRefusal(400, 'paidWith.value: must be an amount with two decimals, such as 2000.00');
    return { payMethod, payOption, amount };
  });
  const sumSen = parts.reduce((sum, { amount }) => sum + senOf(amount), 0n);
  if (sumSen !== senOf(order.amount))
    throw new ControlRefusal(
      400,
      `paidWith must add up to ${order.amount.value}, not ${rupiah(sumSen).value}.`,
    );
  return parts;
}

const filters = ['merchantId', 'referenceNo', 'paymentCode', 'acquirementStatus'] as const;

/** Filters orders by all given query parameters, such as ?paymentCode=…. */
function isAskedFor(query: URLSearchParams) {
  const given = filters.filter((name) => query.has(name));
  return (order: ReturnType<typeof orderSummary>) => given.every((name) => order[name] === query.get(name));
}

function readLimit(text: string | null): number {
  const limit = text === null ? listDefault : Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= listMax) return limit;
  throw new ControlRefusal(400, `limit must be a whole number from 1 to ${listMax}.`);
}
