import * as z from 'zod';
import { chargeBack, freeze, release, withdrawChargeback } from '../model/disputes.ts';
import { readMoney } from '../model/money.ts';
import type { Order } from '../model/order.ts';
import type { Step } from '../model/payments.ts';
import { type ControlCall, ControlRefusal, type ControlRoute, findOrder, readBody } from './control-route.ts';
import { takeStep } from './order-routes.ts';

const chargeBackBody = z.strictObject({ value: z.string().optional() });

/**
 * Routes that act as the payer's bank and DANA's back office in a dispute. The merchant is notified of none of
 * it: Query Payment alone tells.
 */
export const disputeRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/charge-back',
    run: (call) => {
      const { value } = readBody(call, chargeBackBody);
      const part = value === undefined ? null : readMoney({ value, currency: 'IDR' });
      if (value !== undefined && part === null)
        throw new ControlRefusal(400, 'value: must be an amount with two decimals, such as 25000.00');
      return step(call, (order) => chargeBack(order, part));
    },
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/withdraw-charge-back',
    run: (call) => step(call, withdrawChargeback),
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/freeze',
    run: (call) => step(call, freeze),
  },
  {
    method: 'POST',
    path: '/simulator/orders/:partnerReferenceNo/release',
    run: (call) => step(call, release),
  },
];

function step(call: ControlCall, take: (order: Order) => Step) {
  return takeStep(call, call.desk.orders.dispute(findOrder(call), take));
}
