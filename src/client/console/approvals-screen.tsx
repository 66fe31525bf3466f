import { useCallback } from 'preact/hooks';
import { ApprovalsDocument, DecideApprovalDocument } from '../core/generated/graphql.ts';
import { useConsole } from './console-context.ts';
import { money, time } from './show.ts';
import { ReasonForm, WorkList } from './work-list.tsx';

/** What waits for a second person. */
export function ApprovalsScreen() {
  const { client, language, wording } = useConsole();
  const read = useCallback(
    async () => (await client.request(ApprovalsDocument, { status: ['WAITING'] })).approvals.nodes,
    [client],
  );

  async function decide(approvalId: string, decision: 'APPROVE' | 'REFUSE', reason: string): Promise<string> {
    const input = { approvalId, decision, reason };
    const { decideApproval } = await client.request(DecideApprovalDocument, { input, language });
    return 'message' in decideApproval ? decideApproval.message : wording.done;
  }

  return (
    <WorkList
      title={wording.approvals}
      empty={wording.noApprovals}
      read={read}
      show={(approval, act, isBusy) => (
        <>
          <h3>
            {approval.act === 'REFUND' ? wording.refund : wording.cancel} {money(approval.amount.value)}
          </h3>
          <p>
            {wording.order} {approval.order?.partnerReferenceNo} {approval.order?.title}
            <br />
            {wording.requestedBy(approval.requestedBy.name ?? approval.requestedBy.kind)}: {approval.reason}
            <br />
            {wording.until(time(approval.expiresAt, language))}
          </p>
          <ReasonForm
            id={approval.id}
            isBusy={isBusy}
            choices={[
              {
                name: wording.approve,
                onChoose: (reason) => act(() => decide(approval.id, 'APPROVE', reason)),
              },
              {
                name: wording.refuse,
                onChoose: (reason) => act(() => decide(approval.id, 'REFUSE', reason)),
              },
            ]}
          />
        </>
      )}
    />
  );
}
