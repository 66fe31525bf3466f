import type { Actor } from '../../../domain/actor.ts';
import type { Approval, ApprovalStatus, AttestedAct } from '../../../domain/approval.ts';
import type { Ceilings, DailyReturn, ReturnedOnDay } from '../../../domain/approval-rules.ts';
import type { Page, PageRequest } from '../pages.ts';

/** Which approvals a list contains; fields that are absent do not restrict it. */
export interface ApprovalFilter {
  readonly status?: readonly ApprovalStatus[];
  readonly orderId?: string;
  /** Requests that wait, and about which this person may decide: somebody else made them. */
  readonly waitingFor?: string;
}

/** A fact about an order, by the reference of its evidence. */
export interface FactKey {
  readonly orderId: string;
  readonly act: AttestedAct;
  readonly reference: string;
}

/** What names a request: its id, the number of its refund, or the fact, while it waits or once it was attested. */
export type ApprovalKey = { readonly id: string } | { readonly partnerRefundNo: string } | FactKey;

/** Requests that wait or waited for a second person. They are written with the change of their order. */
export interface Approvals {
  findApproval(key: ApprovalKey): Promise<Approval | null>;
  /** Newest first. Throws MalformedCursor for a cursor of another list. */
  pageApprovals(filter: ApprovalFilter, page: PageRequest): Promise<Page<Approval>>;
  /** Requests that wait although their time is over, oldest first. */
  listOverdueApprovals(now: Date, limit: number): Promise<readonly Approval[]>;
  /** What this person or key may request to give back. */
  ceilingsOf(actor: Actor): Promise<Ceilings>;
  /** What one person or key requested to give back on this day. */
  returnedOn(day: Pick<DailyReturn, 'actorId' | 'day'>): Promise<ReturnedOnDay>;
}
