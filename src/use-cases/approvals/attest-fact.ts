import type { Actor } from '../../domain/actor.ts';
import { type Approval, type AttestedAct, type Evidence, isPerson } from '../../domain/approval.ts';
import { mayRefund } from '../../domain/cancel-and-refund-rules.ts';
import type { Rupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { Refund } from '../../domain/refund.ts';
import { contentHash } from '../input/content-hash.ts';
import { evidenceReferenceLengthMax, evidenceTextLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import { readForIntent, writeIntent } from '../input/write-intent.ts';
import type { AttestFactOutcome, InputIssue } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChange, OrderChanges } from '../ports/order-changes.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { Approvals } from '../ports/people/approvals.ts';
import type { SettlementReads } from '../ports/settlement/settlement-store.ts';
import { makeReturnChanges } from './return-changes.ts';
import { makeReadUnassigned } from './unassigned-adjustment.ts';

/** A fact that only people know, as the first of two people attests it. */
export interface AttestFactInput {
  readonly orderId: string;
  readonly fact: AttestedAct;
  /** Null for an adjustment, whose line says it. */
  readonly amount: Rupiah | null;
  /** The refund to which an adjustment belongs; null for every other fact. */
  readonly refundId: string | null;
  readonly evidence: Evidence;
}

export interface AttestFactDeps {
  readonly store: Approvals & OrderReads & OrderChanges;
  readonly settlement: Pick<SettlementReads, 'readCases'>;
  readonly provider: Pick<PaymentProvider, 'writeRefundRequest' | 'writeCancelRequest'>;
  readonly clock: Clock;
  readonly chance: Chance;
}

/**
 * Records what one person attests about an order, with evidence, so that a second person can decide about it. It counts
 * once the second person has approved it. Idempotent by the reference of the evidence.
 */
export function makeAttestFact(deps: AttestFactDeps) {
  const { store } = deps;
  const changes = makeReturnChanges(deps);
  const readUnassigned = makeReadUnassigned(deps.settlement);

  return async function attestFact(input: AttestFactInput, by: Actor): Promise<AttestFactOutcome> {
    if (!isPerson(by)) return { kind: 'PersonNeeded' };
    const issues = checkInput(input);
    if (issues.length > 0) return { kind: 'InvalidInput', issues };
    const order = await readForIntent(() => store.find({ id: input.orderId }));
    if (order === null) return { kind: 'OrderNotFound' };
    return 'kind' in order ? order : record(input, order, by);
  };

  async function record(input: AttestFactInput, read: Order, by: Actor): Promise<AttestFactOutcome> {
    const known = await readKnown(input);
    if (known !== null) return known;
    const { fact, evidence } = input;
    const { amount = null } =
      fact === 'ADJUSTMENT_ASSIGNED'
        ? ((await readUnassigned(read.partnerReferenceNo, evidence.reference)) ?? {})
        : input;
    if (amount === null) return { kind: 'FactDoesNotFit', order: read };
    const outcome = await writeIntent(() =>
      store.change(input.orderId, (order, refunds) => ask(order, refunds, input, amount, by)),
    );
    if (outcome.kind === 'TemporarilyUnavailable' || outcome.kind === 'InvalidInput') return outcome;
    if (outcome.kind === 'missing') return { kind: 'OrderNotFound' };
    if (outcome.kind === 'changed' && outcome.approval !== undefined)
      return { kind: 'AttestFactSuccess', approval: outcome.approval, order: outcome.order };
    // Another call was faster, or the order has no room for the fact.
    return (await readKnown(input)) ?? { kind: 'FactDoesNotFit', order: read };
  }

  function ask(
    order: Order,
    refunds: readonly Refund[],
    { fact: act, refundId, ...input }: AttestFactInput,
    amount: Rupiah,
    requestedBy: Actor,
  ): OrderChange | null {
    if (act === 'REFUNDED_BY_TRANSFER' && mayRefund(order, amount).kind !== 'ALLOWED') return null;
    if (act === 'ADJUSTMENT_ASSIGNED' && !hasRoom(refunds, refundId, amount)) return null;
    return changes.approval(order, {
      act,
      amount,
      partnerRefundNo: null,
      reason: input.evidence.text,
      contentHash: contentHash({ act, refundId, ...input }),
      requestedBy,
      evidence: input.evidence,
      ...(refundId === null ? {} : { refundId }),
    });
  }

  /** What is on record of the fact with this reference; null if nothing waits and nobody attested it. */
  async function readKnown(input: AttestFactInput): Promise<AttestFactOutcome | null> {
    const { fact: act, ...content } = input;
    const { orderId, evidence } = input;
    const approval: Approval | null = await store.findApproval({
      orderId,
      act,
      reference: evidence.reference,
    });
    if (approval === null) return null;
    if (approval.contentHash !== contentHash({ act, ...content }))
      return { kind: 'EvidenceConflict', approval };
    const order = await store.find({ id: orderId });
    return order === null ? { kind: 'OrderNotFound' } : { kind: 'AttestFactSuccess', approval, order };
  }
}

/** Whether so much of this refund can still come back. */
function hasRoom(refunds: readonly Refund[], refundId: string | null, amount: Rupiah): boolean {
  const refund = refunds.find(({ id }) => id === refundId);
  return refund?.status === 'SUCCEEDED' && refund.returned + amount <= refund.amount;
}

function checkInput({ fact, amount, refundId, evidence }: AttestFactInput): readonly InputIssue[] {
  const issues = newIssues();
  const isAssignment = fact === 'ADJUSTMENT_ASSIGNED';
  if (!isAssignment && amount === null) issues.add(['amount'], { rule: 'REQUIRED' });
  if (isAssignment && amount !== null) issues.add(['amount'], { rule: 'NOT_FOR_THIS_FACT' });
  if (isAssignment && refundId === null) issues.add(['refundId'], { rule: 'REQUIRED' });
  if (!isAssignment && refundId !== null) issues.add(['refundId'], { rule: 'NOT_FOR_THIS_FACT' });
  const { text, reference, fileHash } = evidence;
  checkText(issues, ['evidence', 'text'], text, { max: evidenceTextLengthMax, isRequired: true });
  checkText(issues, ['evidence', 'reference'], reference, {
    max: evidenceReferenceLengthMax,
    isRequired: true,
  });
  if (fileHash !== null && !/^[0-9a-f]{64}$/.test(fileHash))
    issues.add(['evidence', 'fileHash'], { rule: 'FILE_HASH' });
  return issues.list;
}
