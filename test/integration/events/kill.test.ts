import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import type { EventOutbox } from '../../../src/use-cases/ports/event-outbox.ts';
import type { EventSender } from '../../../src/use-cases/ports/event-sender.ts';
import { openReceiver, type Receiver, versionsByOrder } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
import { openStage, passUntil, type Stage, type WorkerOptions } from './stage.ts';

let stage: Stage;
let receiver: Receiver;

beforeEach(async () => {
  stage = await openStage();
  receiver = await openReceiver();
});

afterEach(async () => {
  await stage.close();
  await receiver.close();
});

/** The points at which the worker is killed, and whether the receiver must then expect a repeat. */
const points: Readonly<Record<string, { method: string; when: 'before' | 'after'; isRepeated: boolean }>> = {
  'between the change and its place': { method: 'assignPositions', when: 'before', isRepeated: false },
  'with the place given': { method: 'assignPositions', when: 'after', isRepeated: false },
  'before the event is queued': { method: 'queueDeliveries', when: 'before', isRepeated: false },
  'with the event queued': { method: 'queueDeliveries', when: 'after', isRepeated: false },
  'with the event leased': { method: 'claimDeliveries', when: 'after', isRepeated: false },
  'before the event is sent': { method: 'send', when: 'before', isRepeated: false },
  'with the event sent and the answer lost': { method: 'send', when: 'after', isRepeated: true },
  'with the answer received and not recorded': {
    method: 'recordDelivered',
    when: 'before',
    isRepeated: true,
  },
  'with the answer recorded': { method: 'recordDelivered', when: 'after', isRepeated: false },
};

/** Runs `kill` at the point, once the test has started; the call at that point neither begins nor answers. */
function killAt({ method, when }: { method: string; when: 'before' | 'after' }, kill: () => void) {
  let isArmed = false;
  const trap = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (name !== method || typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          if (isArmed && when === 'before') {
            kill();
            return new Promise(() => {});
          }
          const answer: unknown = await member.apply(target, args);
          if (isArmed && when === 'after' && happened(answer)) kill();
          return answer;
        };
      },
    });
  return {
    arm() {
      isArmed = true;
    },
    options: {
      outbox: (outbox: EventOutbox) => trap(outbox),
      sender: (sender: EventSender) => trap(sender),
    } satisfies Partial<WorkerOptions>,
  };
}

/** A claim that found nothing does not count as the point. */
function happened(answer: unknown): boolean {
  if (typeof answer !== 'object' || answer === null || !('deliveries' in answer)) return true;
  return Array.isArray(answer.deliveries) && answer.deliveries.length > 0;
}

describe.each(Object.entries(points))('killed %s', (_name, point) => {
  test('the next process delivers the rest: every event, in sequence, repeated only if its answer was not recorded', async () => {
    let isKilled = false;
    const trap = killAt(point, () => {
      isKilled = true;
      doomed.die();
    });
    const doomed = await stage.startWorker({ endpointUrls: [receiver.url], ...trap.options });
    trap.arm();
    const [first, second] = [await stage.sell(), await stage.sell()];
    await eventually(
      async () => isKilled,
      (isSo) => isSo,
    );

    await stage.startWorker({ endpointUrls: [receiver.url] });
    const isAllAccepted = async () =>
      (await stage.outbox.endpointStates([receiver.url]))[0]?.pendingCount === 0;
    await passUntil(stage.clock, async () => receiver.received.length >= 6 && isAllAccepted(), {
      stepMs: 1_000,
    });
    const heard = versionsByOrder(receiver.received);
    expect(new Set(heard.keys())).toEqual(new Set([first, second].map((id) => globalId('Order', id))));
    expect([...heard.values()]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    const ids = receiver.received.map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
    if (point.isRepeated) expect(ids.length).toBeGreaterThan(6);
    else expect(ids).toHaveLength(6);
  });
});
