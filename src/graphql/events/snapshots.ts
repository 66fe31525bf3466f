import { type Order, refundable } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import { GoodsRef } from '../orders/goods.ts';
import { MetadataEntryRef } from '../orders/metadata.ts';
import { CancellationRef } from '../orders/order.ts';
import { OperationStatusEnum, OrderStatusEnum } from '../orders/order-status-enum.ts';
import { PaidWithRef } from '../orders/paid-with.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { globalId } from '../schema/global-id.ts';
import { MoneyRef } from '../schema/money.ts';

/**
 * An order as it stood after one event. It is no node: a client that normalises its cache by `id` (Apollo, Graphcache)
 * would otherwise overwrite the current order with an old state.
 */
export const OrderSnapshotRef = builder.objectRef<Order>('OrderSnapshot').implement({
  description:
    'An order in its state after one event, without its instruction. It is a record of the past and has no id of its ' +
    'own: read the current order with orderId.',
  fields: (t) => ({
    orderId: t.id({
      description: 'The id of the order. Use it with order(by: {id}) or node(id) to read the current order.',
      resolve: ({ id }) => globalId('Order', id),
    }),
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      description: "The merchant's own unique order number, for example ord-20260115-0001.",
    }),
    referenceNo: t.exposeString('referenceNo', {
      nullable: true,
      description: "DANA's number of the order. Null until DANA has confirmed the order.",
    }),
    title: t.exposeString('title', { description: 'The title of the payment that the payer sees.' }),
    amount: t.expose('amount', { type: MoneyRef, description: 'The amount to pay.' }),
    status: t.expose('status', {
      type: OrderStatusEnum,
      description: 'The state of the order after the event.',
    }),
    version: t.exposeInt('version', { description: 'The version of the order that the event made.' }),
    payMethod: t.expose('payMethod', {
      type: 'PayMethod',
      nullable: true,
      description:
        'The ordered method. Null if the payer chooses on the page of DANA. paidWith lists what the payer used.',
    }),
    payOption: t.expose('payOption', {
      type: 'PayOption',
      nullable: true,
      description: 'The ordered channel. Null if the method has none or the payer chooses.',
    }),
    paidWith: t.field({
      type: [PaidWithRef],
      description:
        'What the payer had used, as DANA reports it. Empty before the payment, and if DANA does not report it.',
      resolve: ({ paidWith }) => paidWith,
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time at which the gateway recorded the order.',
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'The time of the event.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'The time until which the order can be paid.',
    }),
    paidAt: t.expose('paidAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time of the payment, as DANA reports it.',
    }),
    cancellation: t.expose('cancellation', {
      type: CancellationRef,
      nullable: true,
      description: 'The requested cancellation of the order, as it stood after the event.',
    }),
    voidedAmount: t.expose('voided', {
      type: MoneyRef,
      description: 'The amount that had gone back to the payer through the cancellation of a paid order.',
    }),
    refundedAmount: t.expose('refunded', {
      type: MoneyRef,
      description: 'The sum of all refunds that had succeeded.',
    }),
    returnedAmount: t.expose('returned', {
      type: MoneyRef,
      description:
        'What of the refunds had come back to the merchant, because DANA could not deliver it. It can be refunded again.',
    }),
    chargedBackAmount: t.expose('chargedBack', {
      type: MoneyRef,
      description: "The amount that the payer's bank had taken back in a dispute.",
    }),
    chargebackWonAmount: t.expose('chargebackWon', {
      type: MoneyRef,
      description:
        'What of chargedBackAmount the bank decided for the merchant, as two people attested. It comes back to the merchant.',
    }),
    transferredAmount: t.expose('transferred', {
      type: MoneyRef,
      description:
        'The amount that the merchant paid back to the payer by bank transfer, as two people attested.',
    }),
    isFrozen: t.exposeBoolean('isFrozen', {
      description: 'Whether DANA held the money of the order after the event.',
    }),
    reservedAmount: t.expose('reserved', {
      type: MoneyRef,
      description: 'The amount that requests reserved which waited for a second person.',
    }),
    refundableAmount: t.field({
      type: MoneyRef,
      description: 'The amount that could still be refunded after the event.',
      resolve: refundable,
    }),
    goods: t.field({
      type: [GoodsRef],
      description: 'The articles that are sold with this order.',
      resolve: ({ goods }) => goods,
    }),
    metadata: t.field({
      type: [MetadataEntryRef],
      description: "The merchant's own labels, which are not sent to DANA.",
      resolve: ({ metadata }) => metadata,
    }),
  }),
});

/** A refund as it stood after one event; no node, for the reason of the order's snapshot. */
export const RefundSnapshotRef = builder.objectRef<Refund>('RefundSnapshot').implement({
  description:
    'A refund in its state after one event. It is a record of the past and has no id of its own: read the current ' +
    'refund with node(id: refundId).',
  fields: (t) => ({
    refundId: t.id({
      description: 'The id of the refund. Use it with node(id) to read the current refund.',
      resolve: ({ id }) => globalId('Refund', id),
    }),
    partnerRefundNo: t.exposeString('partnerRefundNo', {
      description: "The merchant's own unique refund number, for example refund-20260115-0001.",
    }),
    refundNo: t.exposeString('refundNo', {
      nullable: true,
      description: "DANA's number of the refund. Null until DANA has confirmed the refund.",
    }),
    amount: t.expose('amount', { type: MoneyRef, description: 'The amount that goes back to the payer.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: "The merchant's reason, as it was given in the request.",
    }),
    actor: t.expose('actor', {
      type: ActorRef,
      description: 'Who requested the refund.',
    }),
    status: t.expose('status', {
      type: OperationStatusEnum,
      description: 'The state of the refund after the event.',
    }),
    returnedAmount: t.expose('returned', {
      type: MoneyRef,
      description:
        'What of it came back to the merchant, because DANA could not deliver it: the payer does not have it.',
    }),
    returnedAt: t.expose('returnedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the gateway learned that money came back. Null if none did.',
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time at which the refund was requested.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'The time of the last change of its status.',
    }),
  }),
});
