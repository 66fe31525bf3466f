import type { Actor } from '../domain/actor.ts';
import { isApprovalFact, isAttestedFact, reasonWithoutEvidence } from '../domain/approval-facts.ts';
import { formatJakartaTime } from '../domain/jakarta-time.ts';
import { type MerchantEvent, merchantEventTypes } from '../domain/merchant-event.ts';
import { formatRupiah, type Rupiah } from '../domain/money.ts';
import { type Goods, type Order, refundable } from '../domain/order.ts';
import type { OrderFact } from '../domain/order-event.ts';
import type { Refund } from '../domain/refund.ts';
import { globalId } from '../graphql/schema/global-id.ts';

/** The version of the payload. Fields are added within a version; a change that could break a receiver is a new one. */
export const payloadVersion = 1;

/**
 * The payload that a receiver gets, in the form that the Standard Webhooks specification recommends: type, timestamp, data.
 * The order and the refund read as the API shows them, name by name; docs/event.schema.json describes them.
 */
export function writePayload({ event, order, refund }: MerchantEvent): string {
  return JSON.stringify({
    version: payloadVersion,
    id: event.id,
    type: merchantEventTypes[event.fact.type],
    actor: writeActor(event.actor),
    timestamp: formatJakartaTime(event.occurredAt),
    data: {
      order: writeOrder(order),
      refund: refund && writeRefund(refund),
      approval: writeApproval(event.fact),
    },
  });
}

function writeOrder(order: Order) {
  const { partnerReferenceNo, referenceNo, title, status, version, payMethod, payOption } = order;
  const { cancellation, goods, metadata } = order;
  return {
    id: globalId('Order', order.id),
    partnerReferenceNo,
    referenceNo,
    title,
    amount: money(order.amount),
    status,
    version,
    payMethod,
    payOption,
    paidWith: order.paidWith.map(({ amount, ...one }) => ({
      ...one,
      amount: amount === null ? null : money(amount),
    })),
    createdAt: formatJakartaTime(order.createdAt),
    updatedAt: formatJakartaTime(order.updatedAt),
    expiresAt: formatJakartaTime(order.expiresAt),
    paidAt: order.paidAt && formatJakartaTime(order.paidAt),
    cancellation: cancellation && {
      status: cancellation.status,
      requestedAt: formatJakartaTime(cancellation.requestedAt),
      actor: writeActor(cancellation.actor),
      reason: cancellation.reason,
    },
    voidedAmount: money(order.voided),
    refundedAmount: money(order.refunded),
    returnedAmount: money(order.returned),
    chargedBackAmount: money(order.chargedBack),
    chargebackWonAmount: money(order.chargebackWon),
    transferredAmount: money(order.transferred),
    isFrozen: order.isFrozen,
    reservedAmount: money(order.reserved),
    refundableAmount: money(refundable(order)),
    goods: goods.map(writeGoods),
    metadata: metadata.map(({ key, value }) => ({ key, value })),
  };
}

function writeGoods({ price, ...line }: Goods) {
  const { merchantGoodsId, name, description, category, unit, quantity } = line;
  const { merchantShippingId, snapshotUrl } = line;
  return {
    merchantGoodsId,
    name,
    description,
    category,
    price: money(price),
    unit,
    quantity,
    merchantShippingId,
    snapshotUrl,
  };
}

function writeRefund(refund: Refund) {
  const { id, partnerRefundNo, refundNo, amount, reason, actor, status, returned, ...times } = refund;
  return {
    id: globalId('Refund', id),
    partnerRefundNo,
    refundNo,
    amount: money(amount),
    reason,
    actor: writeActor(actor),
    status,
    returnedAmount: money(returned),
    returnedAt: times.returnedAt && formatJakartaTime(times.returnedAt),
    createdAt: formatJakartaTime(times.createdAt),
    updatedAt: formatJakartaTime(times.updatedAt),
  };
}

/** The request for a second person, or the attested fact, that an event is about; null if it is about none. */
function writeApproval(fact: OrderFact) {
  if (!isAttestedFact(fact) && !isApprovalFact(fact)) return null;
  const { approvalId: id, amount } = fact;
  const act = isAttestedFact(fact) ? fact.type : fact.act;
  return { id, act, amount: money(amount), reason: reasonWithoutEvidence(fact) };
}

function writeActor({ kind, id, name }: Actor) {
  return { kind, id, name };
}

function money(amount: Rupiah) {
  return { value: formatRupiah(amount), currency: 'IDR' };
}
