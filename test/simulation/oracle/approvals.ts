import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../../../src/domain/actor.ts';
import { type ApprovalAct, isReserving } from '../../../src/domain/approval.ts';
import { isApprovalFact, isAttestedFact } from '../../../src/domain/approval-facts.ts';
import { jakartaDay } from '../../../src/domain/jakarta-time.ts';
import type { Order } from '../../../src/domain/order.ts';
import type { OrderEvent } from '../../../src/domain/order-event.ts';
import type { DecideApprovalOutcome } from '../../../src/use-cases/outcomes.ts';
import type { InMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import type { ApprovalWorld } from '../people/approval-script.ts';
import type { Chronicle } from '../world/chronicle.ts';

const dayMs = 24 * 60 * 60_000;

/** A request for a second person, by what its order's events said of it. */
interface Asked {
  readonly event: OrderEvent;
  readonly act: ApprovalAct;
  readonly amount: bigint;
  end: OrderEvent | null;
}

export interface ApprovalOracleNeeds {
  readonly world: ApprovalWorld | null;
  readonly store: () => InMemoryOrderStore;
  readonly chronicle: Chronicle;
}

/**
 * Keeps books of its own about what needs two people (I19): who asked, who really decided, what each gave back on each
 * day. Decides by the events alone, never by how the gateway decides.
 */
export function createApprovalOracle({ world, store, chronicle }: ApprovalOracleNeeds) {
  const asked = new Map<string, Asked>();
  const deciders = new Map<string, Actor[]>();
  /** Batches of which a line was seen. */
  const counted = new Set<string>();
  const lastOf = new Map<string, OrderEvent>();
  /** By requester and day. */
  const sums = new Map<string, { requested: bigint; alone: bigint }>();

  function check(before: Order | undefined, order: Order, event: OrderEvent): void {
    const violate = (detail: string) =>
      chronicle.violate('I19', `${order.partnerReferenceNo} v${event.version} ${event.fact.type}: ${detail}`);
    const previous = lastOf.get(order.id);
    lastOf.set(order.id, event);
    const { fact } = event;
    if (isApprovalFact(fact)) checkApproval(order, event, violate);
    if (isAttestedFact(fact)) checkAttested(event, previous, violate);
    if (fact.type === 'REFUND_REQUESTED' && isOfBatch(fact.partnerRefundNo))
      checkBatchLine(event, fact.partnerRefundNo, fact.amount, violate);
    else if (fact.type === 'REFUND_REQUESTED') checkReturn(event, previous, 'REFUND', fact.amount, violate);
    if (fact.type === 'CANCELLATION_REQUESTED' && before !== undefined && before.paid > 0n) {
      checkReturn(event, previous, 'CANCELLATION', before.paid, violate);
    }
    checkReserved(order, violate);
  }

  function checkApproval(order: Order, event: OrderEvent, violate: (detail: string) => void): void {
    const { fact, actor, occurredAt } = event;
    if (!isApprovalFact(fact)) return;
    const known = asked.get(fact.approvalId);
    const row = store().tables.approvals.get(fact.approvalId);
    if (row === undefined || row.orderId !== order.id || row.amount !== fact.amount)
      violate('has no row of its own');
    if (fact.type === 'APPROVAL_REQUESTED') {
      if (known !== undefined) violate('was requested before');
      asked.set(fact.approvalId, { event, act: fact.act, amount: fact.amount, end: null });
      if (fact.act === 'REFUND' || fact.act === 'CANCELLATION')
        count(event.actor, event.occurredAt, fact.amount, false, violate);
      return;
    }
    if (known === undefined) {
      violate('was never requested');
      return;
    }
    if (known.end !== null) violate(`had ended by ${known.end.fact.type}`);
    known.end = event;
    const ageMs = occurredAt.getTime() - known.event.occurredAt.getTime();
    if (fact.type === 'APPROVAL_EXPIRED') {
      if (ageMs < dayMs) violate(`after ${ageMs} ms`);
      return;
    }
    if (ageMs >= dayMs) violate(`after ${ageMs} ms`);
    if (actor.id === known.event.actor.id) violate(`by ${actor.name}, who requested it`);
    if (!deciders.get(fact.approvalId)?.some((one) => isDeepStrictEqual(one, actor)))
      violate(`in the name of ${JSON.stringify(actor)}, who decided nothing`);
  }

  /** What people know is on record in the name of the first of them, right after the second one's approval, as asked. */
  function checkAttested(
    { fact, actor }: OrderEvent,
    previous: OrderEvent | undefined,
    violate: (detail: string) => void,
  ): void {
    if (!isAttestedFact(fact)) return;
    const granted = previous?.fact.type === 'APPROVAL_GRANTED' ? previous.fact : null;
    const request = asked.get(fact.approvalId);
    const row = store().tables.approvals.get(fact.approvalId);
    const isAsAsked =
      granted?.approvalId === fact.approvalId &&
      request?.act === fact.type &&
      request.amount === fact.amount &&
      request.event.actor.id === actor.id &&
      isDeepStrictEqual(row?.evidence, fact.evidence);
    if (!isAsAsked) violate(`${fact.amount} by ${actor.name}, and no second person approved just this`);
  }

  /** A line of a batch goes back: the batch as a whole is within the rules, or somebody else approved all of it. */
  function checkBatchLine(
    { actor }: OrderEvent,
    partnerRefundNo: string,
    amount: bigint,
    violate: (detail: string) => void,
  ): void {
    const stored = [...store().tables.batches.values()].find(({ lines }) =>
      lines.some((line) => line.partnerRefundNo === partnerRefundNo),
    );
    const line = stored?.lines.find((one) => one.partnerRefundNo === partnerRefundNo);
    if (stored === undefined || line?.amount !== amount || stored.batch.requestedBy.id !== actor.id) {
      violate(`${partnerRefundNo} of ${amount} is no line of a batch of ${actor.name}`);
      return;
    }
    const { batch, lines } = stored;
    if (!counted.has(batch.id)) {
      counted.add(batch.id);
      const sum = lines.reduce((total, one) => total + (one.amount ?? 0n), 0n);
      const isAlone = batch.decidedBy === null;
      const alone = world?.rules.refundAlone ?? null;
      if (isAlone && alone !== null && sum > alone) violate(`a batch of ${sum} by ${actor.name} alone`);
      if (batch.decidedBy !== null && batch.decidedBy.id === actor.id) violate('approved by its requester');
      const isDecided = deciders.get(batch.id)?.some((one) => isDeepStrictEqual(one, batch.decidedBy));
      if (batch.decidedBy !== null && !isDecided) violate(`approved by ${batch.decidedBy.name}, who did not`);
      count(actor, batch.requestedAt, sum, isAlone, violate);
    }
  }

  /** Money goes back: within the rules, or as the event just before has approved. */
  function checkReturn(
    event: OrderEvent,
    previous: OrderEvent | undefined,
    act: 'REFUND' | 'CANCELLATION',
    amount: bigint,
    violate: (detail: string) => void,
  ): void {
    const { actor } = event;
    if (world === null || (actor.kind !== 'SERVER_KEY' && actor.kind !== 'OPERATOR')) return;
    const granted = previous?.fact.type === 'APPROVAL_GRANTED' ? previous.fact : null;
    const request = granted === null ? undefined : asked.get(granted.approvalId)?.event;
    const isApproved =
      granted !== null && granted.act === act && granted.amount === amount && request?.actor.id === actor.id;
    if (isApproved) return;
    const alone = act === 'REFUND' ? world.rules.refundAlone : world.rules.cancellationAlone;
    if (alone !== null && amount > alone) violate(`${amount} by ${actor.name ?? actor.id} alone`);
    count(actor, event.occurredAt, amount, true, violate);
  }

  function count(
    actor: Actor,
    occurredAt: Date,
    amount: bigint,
    isAlone: boolean,
    violate: (detail: string) => void,
  ): void {
    if (world === null) return;
    const key = `${actor.id} ${jakartaDay(occurredAt)}`;
    const { requested, alone } = sums.get(key) ?? { requested: 0n, alone: 0n };
    const sum = { requested: requested + amount, alone: alone + (isAlone ? amount : 0n) };
    sums.set(key, sum);
    const { dayAlone } = world.rules;
    if (dayAlone !== null && sum.alone > dayAlone)
      violate(`${actor.id} gave back ${sum.alone} alone that day`);
    if (actor.kind !== 'OPERATOR') return;
    const { each, day } = world.ceilings;
    if (each !== null && amount > each) violate(`${amount} is above the ceiling of ${actor.name}`);
    if (day !== null && sum.requested > day) violate(`${actor.name} requested ${sum.requested} that day`);
  }

  function checkReserved(order: Order, violate: (detail: string) => void): void {
    const waiting = [...asked.values()].filter(
      ({ event, act, end }) => event.orderId === order.id && end === null && isReserving(act),
    );
    const sum = waiting.reduce((total, { amount }) => total + amount, 0n);
    const { paid, refunded, returned, refundPending, voided, reserved } = order;
    const pastDana = order.chargedBack - order.chargebackWon + order.transferred;
    const left = paid - refunded + returned - refundPending - voided - pastDana;
    const expected = left <= 0n ? 0n : sum < left ? sum : left;
    if (reserved !== expected) violate(`reserves ${reserved} for requests of ${sum} with ${left} left`);
  }

  return {
    check,

    /** A person decides about a request, whatever comes of it. */
    decides(person: Actor, approvalId: string): void {
      deciders.set(approvalId, [...(deciders.get(approvalId) ?? []), person]);
    },

    sawDecision(person: Actor, outcome: DecideApprovalOutcome): void {
      if (!('approval' in outcome)) return;
      const { approval } = outcome;
      const requester = asked.get(approval.id)?.event.actor.id;
      const isOwn = requester === person.id;
      if (outcome.kind === 'DecideApprovalSuccess' && isOwn)
        chronicle.violate('I19', `${person.name} decided about their own request ${approval.id}`);
    },

    /** When nothing is pending any more, months later. */
    checkAtRest(): void {
      for (const { order } of store().tables.orders.values()) {
        if (order.reserved > 0n || order.waitingApprovals.length > 0)
          chronicle.violate('I19', `${order.partnerReferenceNo} still reserves ${order.reserved}`);
      }
      const made = [...store().tables.refunds.values()].map(({ refund }) => refund);
      for (const { batch, lines } of store().tables.batches.values()) {
        if (batch.status === 'RUNNING' || batch.status === 'WAITING')
          chronicle.violate('I15', `the batch ${batch.batchNo} is still ${batch.status}`);
        for (const { partnerRefundNo, status } of lines) {
          const count = made.filter((one) => one.partnerRefundNo === partnerRefundNo).length;
          // A batch may be stopped between a refund and its line; the report then says what became of it.
          const mayBeMade = status === 'REFUSED' || (status === 'WAITING' && batch.status === 'STOPPED');
          const isRight = status === 'REQUESTED' ? count === 1 : count === 0 || (mayBeMade && count === 1);
          if (!isRight) chronicle.violate('I3', `${partnerRefundNo} is ${status}, with ${count} refunds`);
        }
      }
      for (const { id, status } of store().tables.approvals.values()) {
        if (status === 'WAITING') chronicle.violate('I19', `${id} still waits`);
      }
    },
  };
}

/** Whether this is the number of a line of a batch. */
function isOfBatch(partnerRefundNo: string): boolean {
  return partnerRefundNo.startsWith('batch-');
}

export type ApprovalOracle = ReturnType<typeof createApprovalOracle>;
