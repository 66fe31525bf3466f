import { jakartaDay, startOfDay, startOfJakartaDay } from '../../domain/jakarta-time.ts';
import { formatSen } from '../../domain/money.ts';
import { countedLines } from '../../domain/settlement/counted-lines.ts';
import { cancelDayMs, judgeOrder, type SettlementDifference } from '../../domain/settlement/judge-order.ts';
import type { RefundReturn } from '../../domain/settlement/refund-returns.ts';
import { type SettlementSubject, subjectWords } from '../../domain/settlement/settlement-subject.ts';
import { isOfUnit, type SettledAt } from '../../domain/settlement/settlement-unit.ts';
import type { Incidents, NewIncident } from '../ports/incidents.ts';
import type { Log } from '../ports/log.ts';
import type {
  CoveredDay,
  SettlementCase,
  SettlementCases,
  SettlementSpan,
} from '../ports/settlement/settlement-store.ts';
import { makeRecordReturns, type RecordReturnsDeps } from './record-returns.ts';

/** Orders that are compared at once: what the comparison holds in memory. */
const batchLength = 2_000;
const hourMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

export interface JudgeSettlementDeps extends RecordReturnsDeps {
  readonly store: SettlementCases;
  readonly incidents: Pick<Incidents, 'recordIncident'>;
  readonly log: Log;
  /** The store and division of orders that name none. */
  readonly unitDefaults: SettledAt;
  /** X of DANA's T+X, in days: before that nothing of a day is missing. */
  readonly settlementDays: number;
}

/** What a run found: the differences that hold now among the orders that it compared. */
export interface SettlementRun {
  readonly comparedCount: number;
  readonly differences: ReadonlyMap<string, number>;
  /** Days with an imported file that is not due, the earliest first, and when each is searched for what is missing. */
  readonly waiting: readonly { readonly day: string; readonly dueAt: Date }[];
}

/**
 * Makes the function that compares every import that was not compared yet with the orders, then searches the days that
 * are due by T+X for what is missing in their files, and compares again every order with an unresolved incident of
 * settlement. Each difference is one incident; one that no longer holds is resolved. What is missing stays missing until
 * a line comes or the order changes, even for a process whose clock is behind. May be repeated at any time, and finishes
 * what a process that died has begun.
 */
export function makeJudgeSettlement(deps: JudgeSettlementDeps): () => Promise<SettlementRun> {
  const { store, incidents, clock, log } = deps;
  const recordReturns = makeRecordReturns(deps);

  return async () => {
    const lastDueDay = jakartaDay(new Date(clock.now().getTime() - deps.settlementDays * dayMs));
    const isCovered = coverage(await store.coveredDays(lastDueDay), deps.unitDefaults);
    const counts = new Map<string, number>();
    let comparedCount = 0;

    async function compare(references: readonly string[]): Promise<void> {
      if (references.length === 0) return;
      const found: NewIncident[] = [];
      const awaited: string[] = [];
      /** Orders of which people, or another comparison, recorded a return meanwhile. */
      const outdated = new Set<string>();
      for (const one of await store.readCases(references)) {
        const { differences, returns, ...judged } = judgeCase(one, isCovered);
        const isCurrent =
          one.order === null || (await recordReturns(one.order.id, unrecorded(one, returns), one.refunds));
        if (isCurrent) found.push(...differences.map((difference) => incidentOf(one, difference)));
        else outdated.add(one.partnerReferenceNo);
        awaited.push(...judged.awaited.map((subject) => keyOf('SETTLEMENT_MISSING', one, subject)));
      }
      for (const incident of found) {
        await incidents.recordIncident(incident, clock.now());
        counts.set(incident.dedupeKey, 1);
      }
      const current = references.filter((one) => !outdated.has(one));
      await store.resolveSettled(
        current,
        [...found.map(({ dedupeKey }) => dedupeKey), ...awaited],
        clock.now(),
      );
      comparedCount += current.length;
      await compare([...outdated]);
    }

    const imports = await store.unjudgedImports();
    for (const { importNumber } of imports) {
      for (let at: number | null = 0; at !== null; ) {
        const page = await store.pageReferences(importNumber, at, batchLength);
        await compare(page.references);
        at = page.next;
      }
    }
    for (const { importNumber } of imports) await store.markJudged(importNumber, clock.now());
    // After the lines: an order whose line has come is not looked at again.
    const dueFiles = await store.unsearchedFiles(lastDueDay);
    for (const day of new Set(dueFiles.map((file) => file.day))) {
      const from = startOfDay(day);
      // By the hour, so that no statement reads the orders of a whole day.
      for (const span of spansOf(from, hourMs)) {
        await compareAll((after) => store.pageUnsettled(span, after, batchLength));
      }
      const wholeDay = { from, to: new Date(from.getTime() + dayMs) };
      // The files of all these days are needed to say that a cancellation is missing; any of them may be the last to come.
      const cancellable = { ...wholeDay, from: new Date(from.getTime() - cancelDayMs) };
      await compareAll((after) => store.pageUnsettledCancellations(cancellable, after, batchLength));
      await compareAll((after) => store.pageLateUnsettled(wholeDay, after, batchLength));
      await compareAll((after) => store.pageUnsettledRefunds(wholeDay, after, batchLength));
    }
    for (const { importNumber } of dueFiles) await store.markSearched(importNumber, clock.now());
    await compareAll((after) => store.pageDisputed(after, batchLength));

    async function compareAll(read: (after: string) => ReturnType<SettlementCases['pageDisputed']>) {
      for (let at: string | null = ''; at !== null; ) {
        const page = await read(at);
        await compare(page.references);
        at = page.next;
      }
    }
    const differences = new Map<string, number>();
    for (const key of counts.keys()) {
      const kind = key.slice(0, key.indexOf(':'));
      differences.set(kind, (differences.get(kind) ?? 0) + 1);
    }
    const days = await store.unsearchedDays();
    const waiting = days.map((day) => ({
      day,
      dueAt: new Date(startOfDay(day).getTime() + deps.settlementDays * dayMs),
    }));
    if (comparedCount > 0)
      log.info('settlement.compared', { comparedCount, differences: Object.fromEntries(differences) });
    return { comparedCount, differences, waiting };
  };
}

/** Whether files of all days of a span were imported, for a unit that settles this order. */
type IsCovered = (order: SettledAt, from: Date, to: Date) => boolean;

function coverage(days: readonly CoveredDay[], defaults: SettledAt): IsCovered {
  const unitsOf = new Map<string, CoveredDay[]>();
  for (const one of days) unitsOf.set(one.day, [...(unitsOf.get(one.day) ?? []), one]);
  return (order, from, to) => {
    const unit = {
      externalStoreId: order.externalStoreId ?? defaults.externalStoreId,
      subMerchantId: order.subMerchantId ?? defaults.subMerchantId,
    };
    for (let atMs = startOfJakartaDay(from).getTime(); atMs <= to.getTime(); atMs += dayMs) {
      const day = jakartaDay(new Date(atMs));
      if (!unitsOf.get(day)?.some((one) => isOfUnit(one, unit))) return false;
    }
    return true;
  };
}

/** The day that begins then, in spans of this length. */
function spansOf(from: Date, lengthMs: number): SettlementSpan[] {
  return Array.from({ length: dayMs / lengthMs }, (_, index) => ({
    from: new Date(from.getTime() + index * lengthMs),
    to: new Date(from.getTime() + (index + 1) * lengthMs),
  }));
}

function judgeCase({ order, refunds, lines, assigned }: SettlementCase, isCovered: IsCovered) {
  return judgeOrder(
    order,
    refunds,
    countedLines(lines),
    (from, to) => order !== null && isCovered(order, from, to),
    assigned,
  );
}

/** The returns that are not on record: most orders have none, and those that have are read once more. */
function unrecorded({ refunds }: SettlementCase, returns: readonly RefundReturn[]): readonly RefundReturn[] {
  return returns.filter(({ partnerRefundNo, returned }) =>
    refunds.some((refund) => refund.partnerRefundNo === partnerRefundNo && refund.returned < returned),
  );
}

/** What names a difference of an order: the same one is the same incident. */
function keyOf(
  kind: NewIncident['kind'],
  { partnerReferenceNo }: SettlementCase,
  subject: SettlementSubject,
): string {
  return `${kind}:${partnerReferenceNo}:${subjectWords(subject).EN}`;
}

function incidentOf(
  one: SettlementCase,
  { kind, subject, expected, found }: SettlementDifference,
): NewIncident {
  const incidentKind = `SETTLEMENT_${kind}` as const;
  return {
    kind: incidentKind,
    dedupeKey: keyOf(incidentKind, one, subject),
    orderId: one.order?.id ?? null,
    partnerReferenceNo: one.partnerReferenceNo,
    detail: {
      code: 'SETTLED_OTHERWISE',
      subject,
      found: formatSen(found),
      expected: formatSen(expected),
    },
  };
}
