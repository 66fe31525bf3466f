import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { Database } from './database.ts';
import type { Gateway } from './gateway.ts';

/**
 * The endpoint for DANA's notifications; `receive` returns true if one was answered 2005600: then it is on disk
 * (I5).
 */
export function createReceiver({
  gateway,
  dice,
  chronicle,
  database,
}: {
  readonly gateway: Gateway;
  readonly dice: Dice;
  readonly chronicle: Chronicle;
  readonly database: Database;
}) {
  return async function receive(body: string, timestamp: Date): Promise<boolean> {
    const found = gateway.find(dice.between(0, gateway.processes.length - 1));
    if (found === null) return false;
    const { chance, clock } = found.run.deps;
    const verified = {
      id: chance.uuid(),
      receivedAt: clock.now(),
      body: Buffer.from(body),
      timestamp: timestamp.toISOString(),
      keyFingerprint: 'SHA256:dana',
    };
    const end = await gateway.callRun(found.run, (useCases) => useCases.receiveFinishNotify(verified));
    if (end.kind !== 'answered') return false;
    const isKept = [...database.store.tables.inbox.values()].some(
      ({ entry }) => entry.body === body && entry.timestamp === verified.timestamp,
    );
    if (!isKept) {
      chronicle.violate('I5', `a notification was acknowledged and is lost: ${body}`);
    }
    return true;
  };
}
