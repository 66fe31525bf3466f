import { readMoney, rupiah, senOf } from '../../model/money.ts';
import type { Order } from '../../model/order.ts';
import type { Visit } from '../page.ts';
import type { Complaint } from './desk-shell.ts';
import { readFaultForm } from './fault-form.ts';

/** A request to the JSON control interface. */
interface ControlRequest {
  method: 'POST' | 'DELETE';
  path: string;
  body?: object;
}

/** The control request of each form of the desk, by the value of its field `do`. */
const actions: Readonly<Record<string, (form: URLSearchParams) => ControlRequest>> = {
  'advance-clock': (form) => ({
    method: 'POST',
    path: '/simulator/clock',
    body: {
      advanceMs: Number(form.get('advanceMs') ?? Number(form.get('count')) * Number(form.get('unitMs'))),
    },
  }),
  'arm-fault': (form) => ({ method: 'POST', path: '/simulator/faults', body: readFaultForm(form) }),
  'disarm-fault': (form) => ({
    method: 'DELETE',
    path: `/simulator/faults/${encodeURIComponent(form.get('fault') ?? '')}`,
  }),
  'add-unit': (form) => ({ method: 'POST', path: '/simulator/units', body: unitOf(form) }),
  'remove-unit': (form) => ({ method: 'DELETE', path: '/simulator/units', body: unitOf(form) }),
  'disarm-all': () => ({ method: 'DELETE', path: '/simulator/faults' }),
};

/** Actions on the order that the form or the page names by DANA's number. */
const orderActions: Readonly<
  Record<string, (form: URLSearchParams, order: Order) => { step: string; body?: object }>
> = {
  pay: (form, order) => ({ step: 'pay', body: paymentOf(form, order) }),
  'pay-late': (form, order) => ({ step: 'pay', body: { ...paymentOf(form, order), late: true } }),
  'start-paying': () => ({ step: 'start-paying' }),
  refuse: () => ({ step: 'refuse' }),
  expire: () => ({ step: 'expire' }),
  'charge-back': (form) => ({ step: 'charge-back', body: { value: form.get('value')?.trim() || undefined } }),
  'withdraw-charge-back': () => ({ step: 'withdraw-charge-back' }),
  'return-refund': () => ({ step: 'return-refund' }),
  freeze: () => ({ step: 'freeze' }),
  release: () => ({ step: 'release' }),
  'notify-again': () => ({ step: 'notify' }),
};

/**
 * Carries out a form of the desk through the control interface. Returns null on success, else the refusal.
 */
export async function actAtDesk(visit: Visit, form: URLSearchParams): Promise<Complaint | null> {
  const wish = form.get('do') ?? '';
  const request = Object.hasOwn(actions, wish) ? actions[wish]?.(form) : orderRequest(visit, wish, form);
  if (!request) return { httpStatus: 400, text: 'Unknown order or step.' };
  const reply = await visit.control({
    method: request.method,
    url: new URL(request.path, visit.request.url),
    headers: {},
    rawBody: Buffer.from(JSON.stringify(request.body ?? {})),
  });
  if (reply?.kind !== 'reply')
    return { httpStatus: 404, text: 'The control interface does not know this step.' };
  if (reply.httpStatus < 300) return null;
  const { error } = JSON.parse(reply.body) as { error: string };
  return { httpStatus: reply.httpStatus, text: error };
}

/** The order that the form, or else the page's address, names. */
export function findDeskOrder({ desk, request }: Visit, form?: URLSearchParams): Order | undefined {
  const referenceNo = form?.get('referenceNo') ?? request.url.searchParams.get('referenceNo') ?? '';
  return desk.orders.findByReferenceNo(referenceNo);
}

function orderRequest(visit: Visit, wish: string, form: URLSearchParams): ControlRequest | null {
  const order = findDeskOrder(visit, form);
  if (order === undefined) return null;
  const action = Object.hasOwn(orderActions, wish) ? orderActions[wish]?.(form, order) : undefined;
  if (action === undefined) return null;
  const { merchantId, partnerReferenceNo } = order;
  const query = new URLSearchParams({ merchantId });
  return {
    method: 'POST',
    path: `/simulator/orders/${encodeURIComponent(partnerReferenceNo)}/${action.step}?${query}`,
    ...(action.body !== undefined && { body: action.body }),
  };
}

function unitOf(form: URLSearchParams): object {
  const text = (name: string) => form.get(name)?.trim();
  return { merchantId: text('merchantId'), kind: text('kind'), externalId: text('externalId') };
}

/** By the chosen method; or, if the form names the value of a coupon, by the coupon and the balance for the rest. */
function paymentOf(form: URLSearchParams, order: Order): object {
  const value = form.get('coupon')?.trim() ?? '';
  if (value === '') return choiceOf(form);
  const coupon = readMoney({ value, currency: 'IDR' });
  // The control interface refuses a value that is no amount, or more than the order's.
  const rest = coupon === null ? order.amount : rupiah(senOf(order.amount) - senOf(coupon));
  return {
    ...(order.choice === null && { payMethod: 'BALANCE' }),
    paidWith: [
      { payMethod: 'BALANCE', value: rest.value },
      { payMethod: 'COUPON', value },
    ],
  };
}

/** Splits "NETWORK_PAY:NETWORK_PAY_PG_GOPAY" of the method select; {} if the order has its own choice. */
function choiceOf(form: URLSearchParams): object {
  const [payMethod, payOption = ''] = (form.get('choice') ?? '').split(':');
  return payMethod ? { payMethod, payOption } : {};
}
