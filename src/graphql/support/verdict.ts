import type { ReportedFact, ReportedState, Verdict, VerdictCode } from '../../domain/verdict.ts';
import { OrderRef } from '../orders/order.ts';
import { OrderEventSourceEnum } from '../orders/order-event.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { languageArgs } from '../schema/language.ts';
import { MoneyRef } from '../schema/money.ts';
import { customerAnswer } from './customer-answers.ts';
import { verdictSentence } from './verdict-sentences.ts';

const VerdictCodeEnum = describedEnum<VerdictCode>(
  'VerdictCode',
  'What is true about the money of an order, for programs. A code never changes its meaning; more may be added.',
  {
    PAID: 'The payer paid, and nothing went back.',
    NOT_PAID_YET: 'The payer can still pay.',
    NOT_KNOWN_YET: 'DANA has not answered clearly; the gateway keeps asking.',
    NOT_PAID: 'The order ended without a payment.',
    CANCELLATION_PENDING: 'A cancellation is pending at DANA.',
    CANCELLED_AND_RETURNED: 'The payer paid, and a cancellation returned everything.',
    REFUND_PENDING: 'The payer paid, and a refund is pending at DANA.',
    WAITS_FOR_APPROVAL: 'The payer paid, and what should go back waits for a second person.',
    PARTLY_REFUNDED: 'The payer paid, and a part went back.',
    REFUNDED: 'The payer paid, and everything went back.',
    REFUNDED_BY_TRANSFER: 'The payer paid, and the merchant paid money back by bank transfer.',
    CHARGED_BACK: "The payer paid, and the payer's bank took money back in a dispute.",
    PAID_AND_FROZEN: 'The payer paid, and DANA holds the money.',
  },
);

const ReportedStateEnum = describedEnum<ReportedState>(
  'ReportedState',
  'What DANA answers about an order when the gateway asks. More may be added.',
  {
    NOT_PAID: 'DANA has the order, and has received no payment.',
    PAID: 'The payer paid.',
    CANCELLED: 'The order is cancelled.',
    CLOSED: 'The order is closed.',
    FAILED: 'The payment failed.',
    NOT_FOUND: 'DANA does not have the order.',
  },
);

const PaymentProofRef = builder.objectRef<ReportedFact>('PaymentProof').implement({
  description: 'How the gateway learned of a payment, or of money that went back.',
  fields: (t) => ({
    source: t.expose('source', {
      type: OrderEventSourceEnum,
      description: 'Through which source DANA reported it.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'The time at which the gateway recorded it.' }),
  }),
});

const VerdictRef = builder.objectRef<Verdict>('Verdict').implement({
  description:
    'What is true about the money of an order: a sentence to say to a customer, and how it is proven.',
  fields: (t) => ({
    code: t.expose('code', { type: VerdictCodeEnum, description: 'The verdict, for programs.' }),
    sentence: t.string({
      description: 'The verdict, for people. Times are in Jakarta.',
      args: languageArgs,
      resolve: (verdict, { language }) => verdictSentence(verdict, language ?? 'EN'),
    }),
    answer: t.string({
      description:
        'A text to send to the customer as it is: the order, what became of the money, and what to do. Times are in Jakarta.',
      args: languageArgs,
      resolve: (verdict, { language }) => customerAnswer(verdict, language ?? 'EN'),
    }),
    amount: t.expose('amount', { type: MoneyRef, description: 'The amount that the verdict is about.' }),
    paidProof: t.expose('paid', {
      type: PaymentProofRef,
      nullable: true,
      description: 'How the gateway learned of the payment. Null without a payment.',
    }),
    backProof: t.expose('back', {
      type: PaymentProofRef,
      nullable: true,
      description:
        'How the gateway learned that money went back, by the last refund, cancellation or chargeback. Null if none was reported.',
    }),
    endProof: t.expose('ended', {
      type: PaymentProofRef,
      nullable: true,
      description: 'How the gateway learned that the order ended without a payment. Null if it did not.',
    }),
    lastReportAt: t.field({
      type: 'DateTime',
      nullable: true,
      description:
        'The time at which DANA was last asked about the order and answered clearly. Null if it never answered.',
      resolve: ({ lastReport }) => lastReport?.at ?? null,
    }),
    lastReport: t.field({
      type: ReportedStateEnum,
      nullable: true,
      description: 'What DANA answered at lastReportAt. Null if it never answered.',
      resolve: ({ lastReport }) => lastReport?.state ?? null,
    }),
    unansweredAt: t.expose('unansweredAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'The time at which DANA was asked last, if it gave no clear answer. Null if it answered the last query.',
    }),
    nextQueryAt: t.expose('nextQueryAt', {
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the gateway asks DANA next. Null if nothing is open.',
    }),
  }),
});

builder.objectField(OrderRef, 'verdict', (t) =>
  t.field({
    type: VerdictRef,
    description: 'What somebody who answers the customer may say. Only server keys can read it.',
    resolve: (order, _args, { useCases }) => useCases.readVerdict(order),
  }),
);
