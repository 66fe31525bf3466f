import { lifecycle } from '../../src/domain/lifecycle.ts';
import { orderStatuses } from '../../src/domain/order.ts';

/** Facts in the order in which a reader meets them; what changes no status is not drawn. */
const words: Readonly<Record<string, string>> = {
  ACCEPTED: 'accepted',
  DECLINED: 'declined',
  NEVER_CREATED: 'never created',
  PAID: 'paid',
  PAYMENT_FAILED: 'payment failed',
  EXPIRED: 'expired',
  CANCELLED: 'cancelled',
};

/** The lifecycle table as a Mermaid state diagram: every fact that changes a status, as the table has it. */
export function lifecycleDiagram(): string {
  const arrows = orderStatuses.flatMap((from) => {
    const labels = new Map<string, string[]>();
    for (const [fact, rule] of Object.entries(lifecycle[from])) {
      const word = words[fact];
      const to = rule === 'unlessVoided' ? 'PAID' : rule;
      if (word === undefined || to === from || to === 'byRefunds') continue;
      labels.set(to, [
        ...(labels.get(to) ?? []),
        rule === 'unlessVoided' ? `${word}, unless given back` : word,
      ]);
    }
    return [...labels].map(([to, found]) => `    ${from} --> ${to}: ${found.join(', ')}`);
  });
  return [
    'stateDiagram-v2',
    '    [*] --> CONFIRMING: recorded',
    ...arrows,
    '    PAID --> PARTIALLY_REFUNDED: refunded in part',
    '    PAID --> REFUNDED: refunded in full',
    '    PARTIALLY_REFUNDED --> REFUNDED: refunded in full',
    '    REFUNDED --> PARTIALLY_REFUNDED: returned in part',
    '    REFUNDED --> PAID: returned in full',
    '    PARTIALLY_REFUNDED --> PAID: returned in full',
  ].join('\n');
}
