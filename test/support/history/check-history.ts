import type { OrderFieldsFragment } from '../../../src/client/core/generated/graphql.ts';
import { formatRupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { type DanaTruth, foldEvents, type Recorded, type RecordedOrder } from '../invariants.ts';
import { type Books, brokenAnswers } from './check-answers.ts';
import { type FollowedEvent, groupedBy, type History, type Watch } from './history.ts';

/** A request that reached DANA, as it was on the wire. */
export interface Sent {
  readonly operation: 'createOrder' | 'refundOrder';
  /** The partnerReferenceNo of a create, the partnerRefundNo of a refund. */
  readonly number: string;
  readonly body: string;
}

/** The end state that a history is compared with, when nothing is pending any more. */
export interface Evidence {
  readonly history: History;
  readonly recorded: Recorded;
  readonly truths: readonly DanaTruth[];
  readonly sent: readonly Sent[];
  /** The orders, by partnerReferenceNo, that an incident is about. */
  readonly alarmed: ReadonlySet<string>;
}

/**
 * What clients saw that the end state contradicts, each line beginning with the invariant; empty if all is
 * well. Pure. It does not check our records alone: `judge` does.
 */
export function brokenHistory(evidence: Evidence): string[] {
  const { history, recorded, truths, sent, alarmed } = evidence;
  const oursOf = new Map(recorded.orders.map((one) => [one.order.partnerReferenceNo, one]));
  const danasOf = new Map(truths.map((truth) => [truth.partnerReferenceNo, truth]));
  const booksOf = (partnerReferenceNo: string): Books => ({
    ours: oursOf.get(partnerReferenceNo),
    danas: danasOf.get(partnerReferenceNo),
    isAlarmed: alarmed.has(partnerReferenceNo),
  });
  const seen = [
    ...history.calls.flatMap(({ told }) => (told.kind === 'data' && told.order ? [told.order] : [])),
    ...history.watches.flatMap(({ states }) => states),
  ];
  return [
    ...new Set([
      ...[...danasOf.keys()]
        .filter((reference) => !oursOf.has(reference))
        .map((reference) => `I1 DANA has ${reference}, and no row of ours speaks of it`),
      ...brokenRepeats(sent),
      ...seen.flatMap((state) => brokenState(state, booksOf(state.partnerReferenceNo))),
      ...brokenAnswers(history.calls, booksOf),
      ...history.watches.flatMap((watch) => brokenWatch(watch, oursOf.get(watch.partnerReferenceNo))),
      ...brokenEvents(history.followed, recorded),
    ]),
  ];
}

/** I1 and I3: DANA recognises a repeat by its body, so the body is the same byte for byte. */
function brokenRepeats(sent: readonly Sent[]): string[] {
  const first = new Map<string, string>();
  return sent.flatMap(({ operation, number, body }) => {
    const known = first.get(`${operation} ${number}`);
    if (known === undefined) first.set(`${operation} ${number}`, body);
    const invariant = operation === 'createOrder' ? 'I1' : 'I3';
    return known === undefined || known === body
      ? []
      : [`${invariant} ${operation} ${number} was repeated with another body`];
  });
}

/**
 * I11: a state that a client was shown was on record at that time, and a final state that was shown is the
 * final one.
 */
function brokenState(state: OrderFieldsFragment, { ours, isAlarmed }: Books): string[] {
  const { partnerReferenceNo, version, status } = state;
  const name = `${partnerReferenceNo} v${version}`;
  const then = ours && orderAt(ours, version);
  if (ours === undefined || then === undefined) return [`I11 ${name} was told and is not on record`];
  const differing = differences(state, then);
  const { order } = ours;
  const isEndKept = !ends.includes(status) || order.status === status;
  const isMoneyKept = state.paidAt === null || order.paid > 0n;
  return [
    ...broken(differing.length > 0, `I11 ${name} was told otherwise than recorded: ${differing}`),
    ...broken(!isAlarmed && !isEndKept, `I11 ${name} was told ${status}, and is ${order.status}`),
    ...broken(!isAlarmed && !isMoneyKept, `I11 ${name} was told to be paid, and is not`),
  ];
}

const ends: readonly string[] = ['CANCELLED', 'EXPIRED', 'FAILED', 'REFUNDED'];

/** The order as it was at this version; undefined if it never had this version. */
function orderAt({ order, events }: RecordedOrder, version: number): Order | undefined {
  return version < 1 || version > events.length ? undefined : foldEvents(order, events.slice(0, version));
}

/** The fields in which a client's order differs from the recorded one. */
function differences(state: OrderFieldsFragment, order: Order): string[] {
  const isSame: Readonly<Record<string, boolean>> = {
    title: state.title === order.title,
    amount: state.amount.value === formatRupiah(order.amount),
    status: state.status === order.status,
    referenceNo: state.referenceNo === order.referenceNo,
    paidAt: instantOf(state.paidAt) === (order.paidAt?.getTime() ?? null),
    refundedAmount: state.refundedAmount.value === formatRupiah(order.refunded),
    voidedAmount: state.voidedAmount.value === formatRupiah(order.voided),
    cancellation: (state.cancellation?.status ?? null) === (order.cancellation?.status ?? null),
  };
  return Object.keys(isSame).filter((field) => !isSame[field]);
}

function instantOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** I6: a watcher sees only its own order, never an older state after a newer one, and finally the last state. */
function brokenWatch({ partnerReferenceNo, states }: Watch, ours: RecordedOrder | undefined): string[] {
  const name = `a watcher of ${partnerReferenceNo}`;
  const versions = states.map(({ version }) => version);
  const last = versions.at(-1);
  return [
    ...broken(
      states.some((state) => state.partnerReferenceNo !== partnerReferenceNo),
      `I6 ${name} saw another order`,
    ),
    ...broken(
      versions.some((version, index) => version <= (versions[index - 1] ?? 0)),
      `I6 ${name} saw versions ${versions}`,
    ),
    ...broken(
      ours !== undefined && last !== ours.order.version,
      `I6 ${name} saw v${last} last, not v${ours?.order.version} ${ours?.order.status}`,
    ),
  ];
}

/** I13: a client that follows the cursor meets every recorded change once, those of one order in their order. */
function brokenEvents(followed: readonly FollowedEvent[], { orders }: Recorded): string[] {
  const versionsOf = groupedBy(followed, ({ partnerReferenceNo }) => partnerReferenceNo);
  return orders.flatMap(({ order, events }) => {
    const met = (versionsOf.get(order.partnerReferenceNo) ?? []).map(({ version }) => version);
    const wanted = events.map(({ version }) => version);
    return broken(
      met.join() !== wanted.join(),
      `I13 ${order.partnerReferenceNo}: a client that follows the events met versions ${met} of ${wanted}`,
    );
  });
}

function broken(isBroken: boolean, what: string): string[] {
  return isBroken ? [what] : [];
}
