import type { Overview, ProviderHealth } from '../../use-cases/orders/read-overview.ts';
import type { ProviderOperation } from '../../use-cases/ports/payment-provider.ts';
import { summedMax, type Total } from '../../use-cases/ports/people/work-lists.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';
import { SignedMoneyRef } from '../schema/signed-money.ts';

const TotalRef = builder.objectRef<Total>('Total').implement({
  description: 'A number of facts and the sum of their amounts.',
  fields: (t) => ({
    count: t.exposeInt('count', { description: 'How many there are.' }),
    amount: t.field({
      type: SignedMoneyRef,
      description: 'The sum of their amounts.',
      resolve: ({ sum }) => ({ sen: sum }),
    }),
    isComplete: t.boolean({
      description: 'False if there may be more: at most 100,000 are counted and summed up.',
      resolve: ({ count }) => count < summedMax,
    }),
  }),
});

const DanaOperationEnum = describedEnum<ProviderOperation>('DanaOperation', 'An operation of DANA.', {
  consultPay: 'Consult Pay: the payment options.',
  createOrder: 'Create Order.',
  queryPayment: 'Query Payment.',
  cancelOrder: 'Cancel Order.',
  refundOrder: 'Refund Order.',
});

const DanaHealthRef = builder.objectRef<ProviderHealth>('DanaHealth').implement({
  description: 'Whether the process that answers sends an operation to DANA.',
  fields: (t) => ({
    operation: t.expose('operation', { type: DanaOperationEnum, description: 'The operation.' }),
    isAvailable: t.boolean({
      description: 'False while the gateway holds calls back, because they failed.',
      resolve: ({ unavailability }) => unavailability === null,
    }),
    reason: t.string({
      nullable: true,
      description: 'Why calls are held back, as the reason of TemporarilyUnavailable. Null if they are not.',
      resolve: ({ unavailability }) => unavailability?.reason ?? null,
    }),
    retryAfterMs: t.int({
      nullable: true,
      description: 'In how many milliseconds the gateway tries again. Null if nobody knows.',
      resolve: ({ unavailability }) => unavailability && Math.ceil(unavailability.retryAfterMs),
    }),
  }),
});

const total = (description: string) => ({ type: TotalRef, description });

const OverviewRef = builder.objectRef<Overview>('Overview').implement({
  description: 'What happened today, what is open, and whether DANA answers.',
  fields: (t) => ({
    asOf: t.expose('asOf', {
      type: 'DateTime',
      description: 'The time at which the totals were read: at most 5 seconds ago.',
    }),
    day: t.exposeString('day', { description: 'Today in Jakarta, for example "2026-01-15".' }),
    paid: t.field({
      ...total('Orders that were paid today, by the time that DANA reports.'),
      resolve: ({ today }) => today.paid,
    }),
    givenBack: t.field({
      ...total(
        'Refunds and cancellations of paid orders of which the gateway learned today that DANA carried them out.',
      ),
      resolve: ({ today }) => today.givenBack,
    }),
    chargedBack: t.field({
      ...total("What payers' banks took back in disputes, as the gateway learned today."),
      resolve: ({ today }) => today.chargedBack,
    }),
    settled: t.field({
      ...total('Settlement files that were imported today, and what they pay out.'),
      resolve: ({ today }) => today.settled,
    }),
    unknownOrders: t.field({
      ...total('Orders that DANA has not confirmed: they are CONFIRMING.'),
      resolve: ({ open }) => open.unknown,
    }),
    awaitingPayment: t.field({
      ...total('Orders that the payer can still pay: they are PENDING.'),
      resolve: ({ open }) => open.awaitingPayment,
    }),
    pendingRefunds: t.field({
      ...total('Refunds that are pending at DANA.'),
      resolve: ({ open }) => open.refunds,
    }),
    pendingCancellations: t.field({
      ...total('Cancellations that are pending at DANA, with the amounts of their orders.'),
      resolve: ({ open }) => open.cancellations,
    }),
    dashboardUrl: t.field({
      type: 'Url',
      nullable: true,
      description: 'Where people see the metrics, as DASHBOARD_URL says. Null if it says nothing.',
      resolve: (_overview, _args, { dashboardUrl }) => dashboardUrl,
    }),
    dana: t.field({
      type: [DanaHealthRef],
      description: 'Each operation of DANA.',
      resolve: ({ provider }) => provider,
    }),
  }),
});

builder.queryField('overview', (t) =>
  t.field({
    type: OverviewRef,
    description:
      'What happened today in Jakarta, what is open, and whether DANA answers. It needs the scope ops:read.',
    resolve: (_root, _args, { useCases }) => useCases.readOverview(),
  }),
);
