import { useCallback, useState } from 'preact/hooks';
import {
  ApprovalsDocument,
  type ApprovalsQuery,
  DecideApprovalDocument,
} from '../../core/generated/graphql.ts';
import { ActDialog, type ActOutcome } from '../act-dialog.tsx';
import { useConsole } from '../console-context.ts';
import { OrderLink } from '../order-link.tsx';
import { useRight } from '../rights.ts';
import { money, time } from '../show.ts';
import { batchWording } from '../wording/batch-words.ts';
import { actorName, actWords } from '../wording/fact-words.ts';
import { type Column, WorkTable } from './work-table.tsx';

type Approval = ApprovalsQuery['approvals']['nodes'][number];
interface Deciding {
  readonly approval: Approval;
  readonly decision: 'APPROVE' | 'REFUSE';
}

/** What waits for a second person. */
export function ApprovalsScreen() {
  const { client, language, wording } = useConsole();
  const isOffered = useRight('decide');
  // Who may decide sees first what waits for them; nobody decides about a request of their own.
  const [isForMe, setForMe] = useState(isOffered);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const [doneCount, setDoneCount] = useState(0);
  const [said, say] = useState('');
  const read = useCallback(
    async (after: string | null) =>
      (await client.request(ApprovalsDocument, { after, status: ['WAITING'], forMe: isForMe })).approvals,
    [client, isForMe],
  );
  const requester = ({ requestedBy }: Approval) => actorName(requestedBy, language);
  const actName = ({ act }: Approval) => actWords[act][language];

  async function decide({ approval, decision }: Deciding, reason: string): Promise<ActOutcome> {
    const input = { approvalId: approval.id, decision, reason };
    const { decideApproval } = await client.request(DecideApprovalDocument, { input, language });
    if ('message' in decideApproval) return { isDone: false, said: decideApproval.message };
    return { isDone: true, said: wording.done };
  }

  const actColumn: Column<Approval> = {
    name: wording.act,
    cell: (approval) => (
      <span class="acts">
        <button type="button" onClick={() => setDeciding({ approval, decision: 'APPROVE' })}>
          {wording.approve}
        </button>
        <button type="button" onClick={() => setDeciding({ approval, decision: 'REFUSE' })}>
          {wording.refuse}
        </button>
      </span>
    ),
  };

  return (
    <>
      <WorkTable
        key={`${isForMe}`}
        title={wording.approvals}
        empty={wording.noApprovals}
        read={read}
        doneCount={doneCount}
        columns={[
          {
            name: wording.order,
            cell: ({ order, orderId }) => <OrderLink order={order} otherwise={orderId} />,
          },
          { name: wording.event, cell: (approval) => actName(approval) },
          { name: wording.amount, cell: ({ amount }) => money(amount.value) },
          { name: wording.requester, cell: requester },
          {
            name: wording.reason,
            cell: ({ reason, evidence }) => (
              <>
                {[reason, evidence?.reference].filter(Boolean).join(' · ')}
                {evidence?.fileHash && <Hash hash={evidence.fileHash} />}
              </>
            ),
          },
          { name: wording.expires, cell: ({ expiresAt }) => time(expiresAt, language) },
          ...(isOffered ? [actColumn] : []),
        ]}
      >
        <p>
          <a href="#batches">{batchWording[language].approvalsToo}</a>
        </p>
        {isOffered && (
          <p>
            <label for="whose">{wording.whose}</label>
            <select
              id="whose"
              value={isForMe ? 'me' : 'all'}
              onChange={({ currentTarget: { value } }) => setForMe(value === 'me')}
            >
              <option value="me">{wording.forMe}</option>
              <option value="all">{wording.allWaiting}</option>
            </select>
          </p>
        )}
      </WorkTable>
      <p role="status">{said}</p>
      {deciding !== null && (
        <ActDialog
          title={`${deciding.decision === 'APPROVE' ? wording.approve : wording.refuse}: ${actName(deciding.approval)} ${money(deciding.approval.amount.value)}`}
          will={<p>{willOf(deciding)}</p>}
          send={(reason) => decide(deciding, reason)}
          onClose={(outcome) => {
            setDeciding(null);
            say(outcome);
            if (outcome !== '') setDoneCount(doneCount + 1);
          }}
        />
      )}
    </>
  );

  function willOf({ approval, decision }: Deciding): string {
    const amount = money(approval.amount.value);
    if (approval.evidence) {
      return decision === 'APPROVE'
        ? wording.approveFactWill(amount, requester(approval))
        : wording.refuseFactWill;
    }
    return decision === 'APPROVE'
      ? wording.approveWill(amount, requester(approval))
      : wording.refuseWill(amount);
  }
}

/** What identifies the scanned document: whoever decides compares it with the file. */
function Hash({ hash }: { hash: string }) {
  return (
    <>
      <br />
      <span class="soft">SHA-256 </span>
      <span class="number">{hash}</span>
    </>
  );
}
