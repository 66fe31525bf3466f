import type { Order } from '../../../src/domain/order.ts';
import type { CallEnd } from '../gateway/gateway-process.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { WorldTime } from '../world/virtual-time.ts';

export interface RequestsNeeds {
  readonly time: WorldTime;
  readonly dice: Dice;
  readonly chronicle: Chronicle;
}

/** The requests of one kind of software: repeated if they fail, and counted while they are open. */
export function createRequests(actor: string, { time, dice, chronicle }: RequestsNeeds) {
  let openCount = 0;

  /** Counts as open until it is over. */
  async function counted<Value>(work: () => Promise<Value>): Promise<Value> {
    openCount++;
    try {
      return await work();
    } finally {
      openCount--;
    }
  }

  return {
    counted,
    openCount: () => openCount,

    /** Repeats the same request until the sender can use the answer; null if the sender gives up. */
    persist: <Outcome extends { readonly kind: string }>(
      label: string,
      attemptsMax: number,
      attempt: () => Promise<CallEnd<Outcome>>,
    ): Promise<Outcome | null> =>
      counted(async () => {
        for (let attempts = 0; attempts < attemptsMax; attempts++) {
          chronicle.tell(actor, () => `asks: ${label}`);
          const end = await attempt();
          chronicle.tell(actor, () => `${label}: ${describe(end)}`);
          if (end.kind === 'answered' && end.value.kind !== 'TemporarilyUnavailable') return end.value;
          await time.sleep(dice.between(50, dice.pick([500, 5_000])));
        }
        return null;
      }),
  };
}
export type Requests = ReturnType<typeof createRequests>;

function describe(end: CallEnd<{ readonly kind: string }>): string {
  if (end.kind !== 'answered') return end.kind;
  const { value } = end;
  const order = 'order' in value ? (value.order as Order | null) : null;
  return order === null
    ? value.kind
    : `${value.kind} (${order.partnerReferenceNo} ${order.status} v${order.version})`;
}
