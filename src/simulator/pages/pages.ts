import type { Cashier } from '../cashier.ts';
import type { Desk } from '../control/control-route.ts';
import type { HttpHandler, HttpReply } from '../http/http-server.ts';
import type { Order } from '../model/order.ts';
import { findChannel, isQris, payChannels } from '../operations/pay-channels.ts';
import { checkoutPath } from './checkout-url.ts';

/** The pages a payer sees. GET shows, POST acts and sends the browser on; both name the order by ?bizNo=. */
export function pages(desk: Desk): HttpHandler {
  return (request) => {
    if (request.url.pathname !== checkoutPath) return null;
    const order = desk.cashier.findByReferenceNo(request.url.searchParams.get('bizNo') ?? '');
    if (order === undefined) return page(404, '<h1>Order not found</h1>');
    if (request.method !== 'POST') return showCheckout(order);
    const form = new URLSearchParams(request.rawBody.toString());
    return act(desk.cashier, order, form);
  };
}

function act(cashier: Cashier, order: Order, form: URLSearchParams): HttpReply {
  const choice = { payMethod: form.get('payMethod') ?? '', payOption: form.get('payOption') ?? '' };
  const channel = findChannel(choice);
  const step =
    form.get('action') === 'refuse'
      ? cashier.refuse(order)
      : cashier.pay(order, { choice: channel === undefined ? null : choice, isLate: false });
  if (step.kind === 'refused') return page(409, `<h1>${escapeHtml(step.because)}</h1>`);
  return { kind: 'reply', httpStatus: 303, headers: { location: order.returnUrl ?? '/' }, body: '' };
}

function showCheckout(order: Order): HttpReply {
  if (order.state !== 'INIT' && order.state !== 'PAYING')
    return page(
      200,
      `<h1>${escapeHtml(order.title)}</h1><p>This order is ${order.state}.</p>${returnLink(order)}`,
    );
  const channels =
    order.choice === null
      ? payChannels.filter((channel) => order.externalStoreId !== null || !isQris(channel))
      : payChannels.filter((channel) => channel.payOption === order.choice?.payOption).slice(0, 1);
  const options = channels.map(
    ({ payMethod, payOption, name }) => `<form method="post">
      <input type="hidden" name="payMethod" value="${payMethod}"><input type="hidden" name="payOption" value="${payOption}">
      <button>Pay with ${escapeHtml(name)}</button></form>`,
  );
  return page(
    200,
    `<h1>${escapeHtml(order.title)}</h1><p>Rp ${order.amount.value}</p>${options.join('')}
    <form method="post"><input type="hidden" name="action" value="refuse"><button>Refuse</button></form>`,
  );
}

function returnLink(order: Order): string {
  return order.returnUrl === null ? '' : `<a href="${escapeHtml(order.returnUrl)}">Back to the shop</a>`;
}

function page(httpStatus: number, content: string): HttpReply {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>DANA simulator</title><body>${content}</body></html>`;
  return { kind: 'reply', httpStatus, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
