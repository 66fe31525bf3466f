import { isAttested } from '../../src/domain/approval.ts';
import { isAttestedFact } from '../../src/domain/approval-facts.ts';
import type { Order } from '../../src/domain/order.ts';
import type { OrderEvent } from '../../src/domain/order-event.ts';

/** What is recorded of one order, its events oldest first. */
interface OrderAndEvents {
  readonly order: Order;
  readonly events: readonly OrderEvent[];
}

/** I19: what a second person approved was requested by another, and is what was sent to DANA. */
export function brokenApprovals({ order, events }: OrderAndEvents): string[] {
  const { refunded, returned, refundPending, reserved, voided, paid, transferred } = order;
  return [
    ...broken(
      refunded - returned + refundPending + reserved + voided > paid,
      'I19 more is reserved than is left',
    ),
    ...broken(order.waitingApprovals.length === 0 && reserved > 0n, 'I19 reserved for nobody'),
    ...broken(transferred > paid, 'I19 more was transferred than was paid'),
    ...events.flatMap(({ fact, actor }, index) => {
      const before = events[index - 1]?.fact;
      if (isAttestedFact(fact)) {
        const isGranted = before?.type === 'APPROVAL_GRANTED' && before.approvalId === fact.approvalId;
        const isSame = isGranted && before.act === fact.type && before.amount === fact.amount;
        return broken(!isSame, `I19 ${fact.type} without a second person`);
      }
      if (fact.type !== 'APPROVAL_GRANTED') return [];
      const asked = events.find(
        (one) => one.fact.type === 'APPROVAL_REQUESTED' && one.fact.approvalId === fact.approvalId,
      );
      const next = events[index + 1];
      const isSent = next?.fact.type === (isAttested(fact.act) ? fact.act : `${fact.act}_REQUESTED`);
      return [
        ...broken(
          actor.kind !== 'OPERATOR' || actor.id === asked?.actor.id,
          'I19 approved by who requested it',
        ),
        ...broken(!isSent || next?.actor.id !== asked?.actor.id, 'I19 approved and not carried out'),
      ];
    }),
  ];
}

function broken(isBroken: boolean, what: string): string[] {
  return isBroken ? [what] : [];
}
