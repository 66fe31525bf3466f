import { problemObject } from '../problems/problem.ts';
import { MoneyRef } from '../schema/money.ts';
import { ApprovalRef } from './approval.ts';

const approval = 'The request for a second person, in its current state.';

export const ApprovalRequiredRef = problemObject(
  'ApprovalRequired',
  'A second person must approve this: see decideApproval. Nothing was sent to DANA, and the amount is reserved. Repeat the request to see what became of it.',
  (t) => ({
    approval: t.field({ type: ApprovalRef, description: approval, resolve: (problem) => problem.approval }),
  }),
);

export const ApprovalDeniedRef = problemObject(
  'ApprovalDenied',
  'A second person refused the refund with this number, or nobody decided in time. Nothing was sent to DANA. To request it again, use a new partnerRefundNo.',
  (t) => ({
    approval: t.field({ type: ApprovalRef, description: approval, resolve: (problem) => problem.approval }),
  }),
);

export const CeilingExceededRef = problemObject(
  'CeilingExceeded',
  'This person or key may not give back so much. Nothing was recorded.',
  (t) => ({
    ceiling: t.field({
      type: MoneyRef,
      description: 'The most that this person or key may give back.',
      resolve: (problem) => problem.ceiling,
    }),
    isDaily: t.boolean({
      description: 'True if the ceiling is that of one day in Jakarta, false if it is that of one request.',
      resolve: (problem) => problem.isDaily,
    }),
  }),
);
