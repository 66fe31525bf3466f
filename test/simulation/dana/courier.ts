import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { Faults } from '../world/faults.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import type { DanaOrder } from './dana-order.ts';
import { type Misfit, writeNotification } from './notifications.ts';

/** Delivers a body to a gateway process; true if it was acknowledged with 2005600. */
export type Deliver = (body: string, timestamp: Date) => Promise<boolean>;

export interface CourierNeeds {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly chronicle: Chronicle;
  readonly deliver: Deliver;
  /** False in worlds where no notification ever arrives. */
  readonly isWorking: boolean;
}

/** DANA's wait after each failed attempt; the last one repeats. DANA documents no intervals. */
const waitsMs = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000, 900_000] as const;
/** DANA's API reference: an unacknowledged notification is retried for up to 7 days; no world lasts that long. */
const attemptsMax = 200;

/** DANA's Finish Notify: repeated until acknowledged, late, duplicated, in any order, each attempt signed anew. */
export function createCourier({ time, dice, faults, chronicle, deliver, isWorking }: CourierNeeds) {
  const recordings: { body: string; timestamp: Date }[] = [];

  function announce(order: DanaOrder, state: 'PAID' | 'CLOSED' | 'CANCELLED'): void {
    send(writeNotification(order, state), `${state} ${order.partnerReferenceNo}`);
  }

  function send(body: string, label: string): void {
    if (!isWorking) {
      faults.count('notifications never delivered');
      return;
    }
    chronicle.tell('DANA', () => `will notify ${label}`);
    schedule(body, label, 0, dice.between(5, 300));
  }

  function schedule(body: string, label: string, attemptCount: number, waitMs: number): void {
    if (attemptCount >= attemptsMax) return;
    const lateMs = faults.strikes('notification late')
      ? dice.between(100, dice.pick([2_000, 30_000, 600_000]))
      : 0;
    time.at(time.nowMs() + waitMs + lateMs, () => void attempt(body, label, attemptCount));
  }

  async function attempt(body: string, label: string, attemptCount: number): Promise<void> {
    const isAcknowledged = await deliverOnce(body, label);
    if (isAcknowledged && !faults.strikes('acknowledgement lost')) return;
    schedule(body, label, attemptCount + 1, waitsMs[Math.min(attemptCount, waitsMs.length - 1)] ?? 0);
  }

  async function deliverOnce(body: string, label: string): Promise<boolean> {
    if (faults.strikes('notification lost')) return false;
    const timestamp = new Date(time.nowMs());
    recordings.push({ body, timestamp });
    if (faults.strikes('notification doubled')) {
      time.at(
        time.nowMs() + dice.between(0, dice.pick([5, 3_000])),
        () => void deliver(body, new Date(time.nowMs())),
      );
    }
    const isAcknowledged = await deliver(body, timestamp);
    chronicle.tell(
      'DANA',
      () => `notified ${label}: ${isAcknowledged ? 'acknowledged' : 'not acknowledged'}`,
    );
    return isAcknowledged;
  }

  return {
    announce,
    /** A genuine notification that does not fit its order. */
    announceMisfit(order: DanaOrder, state: 'PAID' | 'CLOSED', mismatchOf: Misfit): void {
      faults.count('notification that does not fit');
      send(writeNotification(order, state, mismatchOf), `${mismatchOf}: ${order.partnerReferenceNo}`);
    },
    /** Somebody replays a recorded delivery with its original signature and timestamp. */
    replay(index: number): void {
      const recording = recordings[index % Math.max(1, recordings.length)];
      if (recording === undefined || !isWorking) return;
      chronicle.tell('outsider', () => `replays ${recording.body}`);
      void deliver(recording.body, recording.timestamp);
    },
  };
}
export type Courier = ReturnType<typeof createCourier>;
