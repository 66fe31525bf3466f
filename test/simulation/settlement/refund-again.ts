import { zeroRupiah } from '../../../src/domain/money.ts';
import { type DanaOrder, type DanaRefund, refundableLeft } from '../dana/dana-order.ts';
import { personOf, refunderOf } from '../people/credentials.ts';
import { comeToRest } from '../world/come-to-rest.ts';
import type { Dice } from '../world/dice.ts';
import type { World } from '../world/world.ts';

/** Outcomes of a refund that is made, or will be once a second person approves it. */
const takenOn: readonly string[] = ['RefundOrderSuccess', 'RefundOrderPending', 'ApprovalRequired'];

/**
 * The merchant makes refunds again whose money came back, under new numbers, sometimes twice for the same money. What
 * DANA would make the gateway must not refuse (I20), and nobody gets more than was paid (I3).
 */
export async function refundAgain(world: World, truths: readonly DanaOrder[], dice: Dice): Promise<void> {
  const { database, chronicle, time } = world;
  const making = truths.flatMap((truth) => {
    const order = [...database.store.tables.orders.values()].find(
      (one) => one.order.partnerReferenceNo === truth.partnerReferenceNo,
    )?.order;
    const back = [...truth.refunds.values()].filter(({ isReturned }) => isReturned);
    // What people paid by transfer DANA does not know; what waits for a second person is reserved.
    if (order === undefined || order.transferred > 0n || order.reserved > 0n) return [];
    return back.filter(() => dice.hits(0.7)).map((refund) => ({ order, truth, refund }));
  });
  const working = (async () => {
    for (const { order, truth, refund } of making) {
      const isPossible = refundableLeft(truth) >= refund.amount && !truth.isFrozen;
      const first = await request(world, order.id, refund, 'again');
      if (isPossible && !takenOn.includes(first))
        chronicle.violate('I20', `${refund.partnerRefundNo} came back and cannot be made again: ${first}`);
      if (dice.hits(0.3)) await request(world, order.id, refund, 'once-more');
    }
  })();
  await time.runUntil(time.nowMs() + 60_000);
  await working;
  await comeToRest(world);
}

/** Requests the refund under a new number; a second person approves it if the rules ask for one. */
async function request(
  { gateway, approvals }: World,
  orderId: string,
  { partnerRefundNo, amount }: DanaRefund,
  prefix: string,
): Promise<string> {
  // A number that is neither a person's nor that of a batch.
  const number = `${prefix}-${partnerRefundNo}-made`;
  const input = { orderId, partnerRefundNo: number, amount, reason: 'the payer did not get it' };
  const asked = await gateway.call(0, (useCases) => useCases.refundOrder(input, refunderOf(number)));
  if (asked?.kind !== 'answered') return 'no answer';
  if (asked.value.kind !== 'ApprovalRequired') return asked.value.kind;
  const { id: approvalId } = asked.value.approval;
  approvals.decides(personOf(2), approvalId);
  await gateway.call(0, (useCases) =>
    useCases.decideApproval({ approvalId, decision: 'APPROVE', reason: 'they wait' }, personOf(2)),
  );
  return asked.value.kind;
}

/** Sen of an order's refunds that came back. */
export function returnedTotal({ refunds }: DanaOrder): bigint {
  return [...refunds.values()].reduce<bigint>(
    (sum, { isReturned, amount }) => sum + (isReturned ? amount : 0n),
    zeroRupiah,
  );
}
