import { type Approval, isAttested } from '../../src/domain/approval.ts';
import {
  type DailyReturn,
  dayLimitReached,
  noCeilings,
  type ReturnedOnDay,
} from '../../src/domain/approval-rules.ts';
import { rupiah } from '../../src/domain/money.ts';
import type { OrderChange, ReturnConflict } from '../../src/use-cases/ports/order-changes.ts';
import type { Approvals, FactKey } from '../../src/use-cases/ports/people/approvals.ts';
import { pageOf, place } from './in-memory-pages.ts';
import type { Tables } from './in-memory-tables.ts';

/** The Approvals port of the in-memory store, and the constraints of its tables. */
export function makeInMemoryApprovals({ approvals, dailyReturns, ceilings, refunds }: Tables) {
  const port: Approvals = {
    async findApproval(key) {
      if ('id' in key) return approvals.get(key.id) ?? null;
      return 'reference' in key ? byFact(key) : byRefundNo(key.partnerRefundNo);
    },
    async pageApprovals({ status, orderId, waitingFor }, request) {
      const listed = [...approvals.values()].filter(
        (one) =>
          status?.includes(one.status) !== false &&
          (orderId ?? one.orderId) === one.orderId &&
          (waitingFor === undefined || (one.status === 'WAITING' && one.requestedBy.id !== waitingFor)),
      );
      return pageOf(
        listed,
        ({ requestedAt, id }) => place(requestedAt.getTime(), id),
        'newestFirst',
        request,
      );
    },
    async listOverdueApprovals(now, limit) {
      return [...approvals.values()]
        .filter(({ status, expiresAt }) => status === 'WAITING' && expiresAt <= now)
        .sort((a, b) => Number(a.expiresAt) - Number(b.expiresAt))
        .slice(0, limit);
    },
    ceilingsOf: async ({ id }) => ceilings.get(id ?? '') ?? noCeilings,
    returnedOn: async (day) => returnedOn(dailyReturns, day),
  };

  function byRefundNo(partnerRefundNo: string | null): Approval | null {
    for (const one of approvals.values()) if (one.partnerRefundNo === partnerRefundNo) return one;
    return null;
  }

  function byFact({ orderId, act, reference }: FactKey): Approval | null {
    for (const one of approvals.values()) {
      const isOpen = one.status === 'WAITING' || one.status === 'GRANTED';
      if (isOpen && one.orderId === orderId && one.act === act && one.evidence?.reference === reference)
        return one;
    }
    return null;
  }

  /** The condition that a change violates; null for none. */
  function conflictOf({ approval, refund, dailyReturn }: OrderChange): ReturnConflict['kind'] | null {
    const isOther = (other: { id: string } | null | undefined, id: string) =>
      other != null && other.id !== id;
    if (refund !== undefined) {
      const { id, partnerRefundNo } = refund.refund;
      const holder = [...refunds.values()].find((one) => one.refund.partnerRefundNo === partnerRefundNo);
      if (isOther(holder?.refund, id)) return 'refundNoTaken';
    }
    const asked = approval?.partnerRefundNo == null ? null : byRefundNo(approval.partnerRefundNo);
    if (approval !== undefined && isOther(asked, approval.id)) return 'refundNoTaken';
    if (approval !== undefined && isAttested(approval.act) && approval.evidence !== null) {
      const { orderId, act, evidence } = approval;
      if (isOther(byFact({ orderId, act, reference: evidence.reference }), approval.id))
        return 'factAttested';
    }
    if (dailyReturn === undefined) return null;
    return dailyConflict(dailyReturns, dailyReturn);
  }

  function write({ approval, dailyReturn }: OrderChange): void {
    if (approval !== undefined) {
      const { decidedBy, requestedBy } = approval;
      if (decidedBy !== null && (decidedBy.kind !== 'OPERATOR' || decidedBy.id === requestedBy.id)) {
        throw new Error('new row for "approvals" violates check constraint "approvals_need_two_people"');
      }
      const { status, endedAt, decisionReason } = approval;
      const before = approvals.get(approval.id);
      approvals.set(
        approval.id,
        before ? { ...before, status, decidedBy, endedAt, decisionReason } : approval,
      );
    }
    if (dailyReturn !== undefined) growDaily(dailyReturns, dailyReturn);
  }

  return { port, conflictOf, write };
}

type DailyReturns = Tables['dailyReturns'];

function returnedOn(rows: DailyReturns, day: Parameters<typeof dayKey>[0]): ReturnedOnDay {
  const { requested = 0n, alone = 0n } = rows.get(dayKey(day)) ?? {};
  return { requested: rupiah(requested), alone: rupiah(alone) };
}

/** The limit of a day that a request would exceed; null for none. */
export function dailyConflict(rows: DailyReturns, added: DailyReturn) {
  return dayLimitReached(added, returnedOn(rows, added));
}

/** Adds a request to the row of its day. */
export function growDaily(rows: DailyReturns, added: DailyReturn): void {
  const { requested, alone } = returnedOn(rows, added);
  const { amount, isAlone } = added;
  rows.set(dayKey(added), { requested: requested + amount, alone: alone + (isAlone ? amount : 0n) });
}

/** The key of a row of daily returns. */
export function dayKey({ actorId, day }: Pick<DailyReturn, 'actorId' | 'day'>): string {
  return `${actorId} ${day}`;
}
