import type { Gateway } from '../gateway/gateway.ts';
import type { ApprovalOracle } from '../oracle/approvals.ts';
import type { Act } from './act.ts';
import { personOf } from './credentials.ts';
import type { Requests } from './requests.ts';

/** More than any world has. */
const approvalsMax = 100;

/** The merchant's people who read what waits for a second person, and decide about one request. */
export function createApprovers(needs: {
  readonly requests: Requests;
  readonly gateway: Gateway;
  readonly oracle: ApprovalOracle;
}) {
  const { requests, gateway, oracle } = needs;
  return {
    async decide(
      { person, decision, index }: Extract<Act, { kind: 'decide' }>,
      process: number,
    ): Promise<void> {
      const waiting = await requests.counted(() =>
        gateway.call(process, (useCases) =>
          useCases.listApprovals({ status: ['WAITING'] }, { first: approvalsMax }),
        ),
      );
      if (waiting.kind !== 'answered' || waiting.value.items.length === 0) return;
      const { items } = waiting.value;
      const chosen = items[index % items.length]?.item;
      if (chosen === undefined) return;
      const by = personOf(person);
      oracle.decides(by, chosen.id);
      const outcome = await requests.persist(`${decision} ${chosen.id} as ${by.name}`, 2, () =>
        gateway.call(process, (useCases) =>
          useCases.decideApproval({ approvalId: chosen.id, decision, reason: 'checked' }, by),
        ),
      );
      if (outcome !== null) oracle.sawDecision(by, outcome);
    },
  };
}
export type Approvers = ReturnType<typeof createApprovers>;
