import type { OrderFact } from '../../domain/order-event.ts';
import { ApprovalActEnum } from '../approvals/approval.ts';
import { builder } from '../schema/builder.ts';
import { MoneyRef } from '../schema/money.ts';

type ApprovalFact = Extract<OrderFact, { readonly approvalId: string }>;

export const ApprovalSnapshotRef = builder.objectRef<ApprovalFact>('ApprovalSnapshot').implement({
  description: 'A request for a second person, as an event tells of it.',
  fields: (t) => ({
    approvalId: t.exposeID('approvalId', {
      description: 'The id of the request. Use it with node(id) to read the current request.',
    }),
    act: t.expose('act', { type: ApprovalActEnum, description: 'What was requested.' }),
    amount: t.expose('amount', {
      type: MoneyRef,
      description: 'The amount that would go back to the payer.',
    }),
    reason: t.string({
      nullable: true,
      description: 'Why the second person was asked, or decided as they did.',
      resolve: (fact) => (fact.type === 'APPROVAL_EXPIRED' ? null : fact.reason),
    }),
  }),
});
