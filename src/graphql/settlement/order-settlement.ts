import type { SettlementLineState } from '../../domain/settlement/judge-order.ts';
import type { SettlementLine, SettlementType } from '../../domain/settlement/settlement-line.ts';
import type { OrderSettlement, SettlementStatus } from '../../use-cases/settlement/read-settlement.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { amountFields, feesField } from './settlement-fields.ts';

const SettlementStatusEnum = describedEnum<SettlementStatus>(
  'SettlementStatus',
  "How DANA's settlement files stand to an order.",
  {
    UNSETTLED: 'No imported file has a line of the order.',
    SETTLED: 'All lines of the order fit its payment, refunds and cancellation.',
    DIFFERS: 'Something in the lines does not fit. An incident has both figures.',
  },
);

const SettlementLineStateEnum = describedEnum<SettlementLineState>(
  'SettlementLineState',
  'How a line of a settlement file fits the record of the gateway.',
  {
    MATCHED: 'The line fits.',
    AMOUNT_DIFFERS: 'The lines of this payment, refund or cancellation have another amount together.',
    FEE_DIFFERS: 'The line does not add up.',
    UNKNOWN: 'The gateway knows no such order or refund.',
    DOUBLED: 'The same transaction was settled before.',
    ADJUSTMENT: 'DANA could not deliver a refund and returned its money to the merchant.',
  },
);

export const SettlementTypeEnum = describedEnum<SettlementType>(
  'SettlementType',
  "DANA's type of a settlement line.",
  {
    ACQUIRING_ORDER: 'A payment, or the part of it that one purse paid.',
    CAPTURE: 'A payment that was authorised before.',
    VOUCHER_DEDUCTION: "The merchant's own voucher, taken back from the payout.",
    REFUND: 'A refund.',
    CANCEL: 'A cancellation of a paid order.',
    CHARGEBACK: "Money that the payer's bank took back.",
  },
);

type JudgedLine = OrderSettlement['lines'][number];

const SettlementLineRef = builder
  .objectRef<SettlementLine & Pick<JudgedLine, 'state'>>('SettlementLine')
  .implement({
    description: "One line of DANA's settlement files. Amounts are positive if they come to the merchant.",
    fields: (t) => ({
      state: t.expose('state', { type: SettlementLineStateEnum, description: 'How the line fits.' }),
      type: t.expose('type', { type: SettlementTypeEnum, description: "DANA's type of the line." }),
      settledOn: t.expose('settledAt', { type: 'DateTime', description: 'When DANA settled it.' }),
      occurredOn: t.expose('occurredAt', {
        type: 'DateTime',
        description: 'When the payment, refund or cancellation was made.',
      }),
      batchNo: t.exposeString('batchNo', { description: "DANA's number of the payout." }),
      transactionId: t.exposeString('transactionId', { description: "DANA's number of the transaction." }),
      partnerRefundNo: t.exposeString('requestId', {
        nullable: true,
        description: 'The number of the refund, on lines of refunds.',
      }),
      payMethod: t.exposeString('payMethod', {
        description: 'The purse, for example BALANCE or COUPON_DEALS.',
      }),
      ...amountFields(t),
    }),
  });

export const OrderSettlementRef = builder.objectRef<OrderSettlement>('OrderSettlement').implement({
  description: "What DANA's settlement files say about an order.",
  fields: (t) => {
    const { gross, net } = amountFields(t);
    return {
      status: t.expose('status', {
        type: SettlementStatusEnum,
        description: 'How the files stand to the order.',
      }),
      settledOn: t.expose('settledAt', {
        type: 'DateTime',
        nullable: true,
        description: 'When DANA settled the last of the lines. Null without a line.',
      }),
      gross,
      fees: feesField(t),
      net,
      lines: t.field({
        type: [SettlementLineRef],
        description: 'The lines that count. A line that stands in two files counts once.',
        resolve: ({ lines }) => lines.map(({ line, state }) => ({ ...line, state })),
      }),
    };
  },
});
