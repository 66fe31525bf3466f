import { isCancellable } from '../../domain/cancel-and-refund-rules.ts';
import { type Cancellation, refundable } from '../../domain/order.ts';
import type { OrderDetail, OrderView } from '../../use-cases/ports/order-reads.ts';
import { paymentOptionName } from '../payment-options/payment-option-names.ts';
import { ActorRef } from '../schema/actor.ts';
import { builder } from '../schema/builder.ts';
import { languageArgs } from '../schema/language.ts';
import { MoneyRef } from '../schema/money.ts';
import { loadConnection } from '../schema/page.ts';
import { OrderSettlementRef } from '../settlement/order-settlement.ts';
import { GoodsRef } from './goods.ts';
import { MetadataEntryRef } from './metadata.ts';
import { OrderEventConnectionRef, OrderEventRef } from './order-event.ts';
import { OperationStatusEnum, OrderStatusEnum } from './order-status-enum.ts';
import { PaidWithRef } from './paid-with.ts';
import { instructionOf, PaymentInstructionRef, paymentNumberOf } from './payment-instruction.ts';
import { RefundConnectionRef, RefundRef } from './refund.ts';

export const CancellationRef = builder.objectRef<Cancellation>('Cancellation').implement({
  description: 'The requested cancellation of an order.',
  fields: (t) => ({
    status: t.expose('status', {
      type: OperationStatusEnum,
      description: 'The state of the cancellation at DANA.',
    }),
    requestedAt: t.expose('requestedAt', {
      type: 'DateTime',
      description: 'The time at which the cancellation was requested.',
    }),
    actor: t.expose('actor', {
      type: ActorRef,
      description: 'Who requested the cancellation. Only server keys can read it.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: "The merchant's reason, as it was given in the request.",
    }),
  }),
});

export const OrderRef = builder.node(builder.objectRef<OrderView>('Order'), {
  description: 'One intent to pay one amount.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'refundPending' in value,
  id: {
    resolve: (order) => order.id,
    description:
      'The opaque id of the order. Use it with order(by: {id}) or node(id) to read the order again.',
  },
  fields: (t) => ({
    partnerReferenceNo: t.exposeString('partnerReferenceNo', {
      description:
        "The merchant's own unique order number, for example ord-20260115-0001. It is the idempotency key of createOrder.",
    }),
    referenceNo: t.exposeString('referenceNo', {
      nullable: true,
      description: "DANA's number of the order. Null until DANA has confirmed the order.",
    }),
    title: t.exposeString('title', { description: 'The title of the payment that the payer sees.' }),
    amount: t.expose('amount', { type: MoneyRef, description: 'The amount to pay.' }),
    status: t.expose('status', { type: OrderStatusEnum, description: 'The state of the order.' }),
    version: t.exposeInt('version', {
      description:
        'The version of the order. It starts at 1 and increases by one with every recorded change.',
    }),
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
    payOptionName: t.string({
      nullable: true,
      args: languageArgs,
      description:
        'The ordered channel or method for people, for example "BRI Virtual Account". Null if the payer chooses on the ' +
        'page of DANA.',
      resolve: ({ payMethod, payOption }, { language }) =>
        payMethod === null ? null : paymentOptionName(payMethod, payOption)[language ?? 'EN'],
    }),
    paidWith: t.field({
      type: [PaidWithRef],
      description:
        'What the payer used, as DANA reports it. Empty before the payment, and if DANA does not report it.',
      resolve: ({ paidWith }) => whole(paidWith, 'paidWith'),
    }),
    instruction: t.field({
      type: PaymentInstructionRef,
      nullable: true,
      description:
        'The next step for the payer. Null unless the order is PENDING and expiresAt has not passed.',
      resolve: (order, _args, { now }) => {
        const { status, expiresAt } = order;
        return instructionOf(
          { status, expiresAt, instruction: whole(order.instruction, 'instruction') },
          now(),
        );
      },
    }),
    paymentNumber: t.string({
      nullable: true,
      description:
        'The virtual account number, or the code for the cashier, that the payer was given, also after the order has ' +
        'ended: it is on the screenshots of payers. Null for other methods. Only server keys can read it.',
      resolve: ({ instruction }) => paymentNumberOf(whole(instruction, 'instruction')),
    }),
    createdAt: t.expose('createdAt', {
      type: 'DateTime',
      description: 'The time at which the gateway recorded the order.',
    }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'The time of the last change of the order.',
    }),
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
      description: 'The requested cancellation of an order.',
    }),
    voidedAmount: t.expose('voided', {
      type: MoneyRef,
      description: 'The amount that went back to the payer through the cancellation of a paid order.',
    }),
    refundedAmount: t.expose('refunded', {
      type: MoneyRef,
      description: 'The sum of all refunds that succeeded.',
    }),
    returnedAmount: t.expose('returned', {
      type: MoneyRef,
      description:
        'What of the refunds came back to the merchant, because DANA could not deliver it. It can be refunded again.',
    }),
    chargedBackAmount: t.expose('chargedBack', {
      type: MoneyRef,
      description:
        "The amount that the payer's bank took back in a dispute. It comes on top of refunds: both together may exceed the payment.",
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
      description: 'Whether DANA holds the money of the order, for example until a dispute is decided.',
    }),
    reservedAmount: t.expose('reserved', {
      type: MoneyRef,
      description: 'The amount that requests reserve which wait for a second person, see approvals.',
    }),
    refundableAmount: t.field({
      type: MoneyRef,
      description:
        'The amount that can still be refunded: paid, plus returned, minus refunded, pending refunds, reserved, voided, charged back (less what was won) and transferred.',
      resolve: refundable,
    }),
    isCancellable: t.boolean({
      description:
        'Whether cancelOrder would be sent to DANA now. DANA itself cancels paid orders for 24 hours only.',
      resolve: (order) => isCancellable(order),
    }),
    refunds: t.connection(
      {
        type: RefundRef,
        description: 'The refunds of this order, oldest first.',
        resolve: ({ id }, args, { useCases }) =>
          loadConnection(args, (page) => useCases.listRefunds(id, page)),
      },
      RefundConnectionRef,
    ),
    timeline: t.connection(
      {
        type: OrderEventRef,
        description:
          'All events of this order, oldest first. Events are never changed or deleted. If a cursor is of an event that ' +
          'is not on record any more, because the database was set back to a backup, the page begins with the first event ' +
          '(`after`) or ends with the last one (`before`), so none is missed.',
        resolve: ({ id }, args, { useCases }) =>
          loadConnection(args, (page) => useCases.listTimeline(id, page)),
      },
      OrderEventConnectionRef,
    ),
    settlement: t.field({
      type: OrderSettlementRef,
      description:
        "What DANA's settlement files say about the order: what was paid out, and what DANA kept. It needs the scope " +
        'settlement:read.',
      resolve: ({ partnerReferenceNo }, _args, { useCases }) => useCases.readSettlement(partnerReferenceNo),
    }),
    goods: t.field({
      type: [GoodsRef],
      description: 'The articles that are sold with this order.',
      resolve: ({ goods }) => whole(goods, 'goods'),
    }),
    metadata: t.field({
      type: [MetadataEntryRef],
      description: "The merchant's own labels, which are not sent to DANA. Only server keys can read them.",
      resolve: ({ metadata }) => whole(metadata, 'metadata'),
    }),
  }),
});

export const OrderConnectionRef = builder.connectionObject(
  { type: OrderRef, name: 'OrderConnection', description: 'A page of orders, newest first.' },
  { name: 'OrderEdge', description: 'An order and its position in the list.' },
);

/** A detail of an order. It was read with the order, because `selectedDetails` found its field in the selection. */
function whole<Value>(value: Value | undefined, name: OrderDetail): Value {
  if (value === undefined) throw new Error(`the order was read without its ${name}`);
  return value;
}
