import type { RefundBatch, RefundBatchStatus } from '../../../src/domain/batches/refund-batch.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { refundable } from '../../../src/domain/order.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { ApprovalOracle } from '../oracle/approvals.ts';
import type { Act, Intent } from './act.ts';
import { personOf } from './credentials.ts';
import type { Requests } from './requests.ts';

/** More than any world has. */
const approvalsMax = 100;

/** The merchant's people who attest what only they know, read what waits for a second person, and decide about it. */
export function createApprovers(needs: {
  readonly requests: Requests;
  readonly gateway: Gateway;
  readonly oracle: ApprovalOracle;
  readonly idOf: (intent: Intent) => Promise<string | null>;
}) {
  const { requests, gateway, oracle, idOf } = needs;
  /** The first batch in this state; null if there is none. */
  async function batchIn(status: RefundBatchStatus, process: number): Promise<RefundBatch | null> {
    const found = await requests.counted(() =>
      gateway.call(process, (useCases) => useCases.listRefundBatches({ status: [status] }, { first: 10 })),
    );
    return found.kind === 'answered' ? (found.value.items[0]?.item ?? null) : null;
  }

  return {
    async requestBatch(
      { person, batchNo, lines, attemptsMax }: Extract<Act, { kind: 'batch' }>,
      process: number,
    ): Promise<void> {
      const wanted = lines.map(({ intent: { partnerReferenceNo }, amount }) => ({
        partnerReferenceNo,
        amount,
        reason: null,
      }));
      const content = { batchNo, reason: 'the concert is cancelled', lines: wanted, filter: null };
      const input = { ...content, isDryRun: false };
      await requests.persist(`batch ${batchNo}`, attemptsMax, () =>
        gateway.call(process, (useCases) => useCases.requestRefundBatch(input, personOf(person))),
      );
    },

    async decideBatch(
      { person, decision }: Extract<Act, { kind: 'decideBatch' }>,
      process: number,
    ): Promise<void> {
      const batch = await batchIn('WAITING', process);
      if (batch === null) return;
      const by = personOf(person);
      oracle.decides(by, batch.id);
      await requests.persist(`${decision} ${batch.batchNo} as ${by.name}`, 2, () =>
        gateway.call(process, (useCases) =>
          useCases.decideRefundBatch({ batchId: batch.id, decision, reason: 'checked' }, by),
        ),
      );
    },

    async steerBatch({ person, step }: Extract<Act, { kind: 'steerBatch' }>, process: number): Promise<void> {
      const batch = await batchIn(step === 'STOP' ? 'RUNNING' : 'STOPPED', process);
      if (batch === null) return;
      await requests.persist(`${step} ${batch.batchNo}`, 2, () =>
        gateway.call(process, (useCases) =>
          useCases.steerRefundBatch({ batchId: batch.id, step, reason: 'a second look' }, personOf(person)),
        ),
      );
    },

    async attest(
      { person, fact, intent, share, reference }: Extract<Act, { kind: 'attest' }>,
      process: number,
    ): Promise<void> {
      const orderId = await idOf(intent);
      if (orderId === null) return;
      const found = await requests.counted(() =>
        gateway.call(process, (useCases) => useCases.findOrder({ id: orderId }, { isFresh: false })),
      );
      if (found.kind !== 'answered' || found.value === null) return;
      const { chargedBack, chargebackWon } = found.value;
      const whole = fact === 'CHARGEBACK_WON' ? chargedBack - chargebackWon : refundable(found.value);
      // A little more than there is, sometimes.
      const amount = rupiah((BigInt(Math.round(Number(whole) * share)) / 100n) * 100n + 100n);
      const evidence = { text: 'seen on paper', reference, fileHash: null };
      const input = { orderId, fact, amount, refundId: null, evidence };
      const by = personOf(person);
      await requests.persist(`attest ${fact} of ${amount} as ${by.name}`, 3, () =>
        gateway.call(process, (useCases) => useCases.attestFact(input, by)),
      );
    },

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
      // They request with keys, and decide in the console.
      const by = personOf(person, 'session');
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
