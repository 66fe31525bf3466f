import type { Actor } from '../../../src/domain/actor.ts';
import { type ApprovalRules, noApprovalRules } from '../../../src/domain/approval-rules.ts';
import { type Rupiah, rupiah } from '../../../src/domain/money.ts';
import type { RefundOrderOutcome } from '../../../src/use-cases/outcomes.ts';
import { approver, aServerKey } from '../../support/actors.ts';
import type { Shop } from './shop.ts';

export const whole = (amount: bigint): Rupiah => rupiah(amount * 100n);
export const dewi: Actor = { kind: 'OPERATOR', id: 'person-2', name: 'Dewi' };
export const rules = (some: Partial<ApprovalRules>) => ({ approvalRules: { ...noApprovalRules, ...some } });
export const refundsOver = rules({ refundAlone: whole(20_000n) });

export const refund = (
  shop: Shop,
  orderId: string,
  amount: Rupiah | null,
  partnerRefundNo = 'refund-1',
  by = aServerKey,
) => shop.useCases.refundOrder({ orderId, partnerRefundNo, amount, reason: 'broken' }, by);
export const decide = (
  shop: Shop,
  approvalId: string,
  decision: 'APPROVE' | 'REFUSE',
  by: Actor = approver,
) => shop.useCases.decideApproval({ approvalId, decision, reason: 'checked' }, by);

export function approvalOf(outcome: { readonly kind: string } | RefundOrderOutcome) {
  if (!('approval' in outcome)) throw new Error(`answered ${outcome.kind}`);
  return outcome.approval;
}

export async function factsOf(shop: Shop, orderId: string) {
  const { items } = await shop.useCases.listTimeline(orderId, { first: 50 });
  return items.map(({ item }) => [item.fact.type, item.actor.name]);
}
