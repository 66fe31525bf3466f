import {
  type ApprovalFact,
  type AttestedFact,
  isAttestedFact,
  reasonWithoutEvidence,
} from '../../domain/approval-facts.ts';
import { ApprovalActEnum } from '../approvals/approval.ts';
import { builder } from '../schema/builder.ts';
import { MoneyRef } from '../schema/money.ts';

export const ApprovalSnapshotRef = builder
  .objectRef<ApprovalFact | AttestedFact>('ApprovalSnapshot')
  .implement({
    description:
      'A request for a second person, or the fact that two people attested, as an event tells of it.',
    fields: (t) => ({
      approvalId: t.exposeID('approvalId', {
        description: 'The id of the request. Use it with node(id) to read the current request.',
      }),
      act: t.field({
        type: ApprovalActEnum,
        description: 'What was requested.',
        resolve: (fact) => (isAttestedFact(fact) ? fact.type : fact.act),
      }),
      amount: t.expose('amount', {
        type: MoneyRef,
        description: 'The amount that would go back to the payer, or that the fact is about.',
      }),
      reason: t.string({
        nullable: true,
        description:
          'Why the second person was asked, or decided as they did. Null for what people attest: node(id) has the text of its evidence.',
        resolve: reasonWithoutEvidence,
      }),
    }),
  });
