import { expect, test } from 'vitest';
import { makeEventCourier } from '../../../src/use-cases/events/deliver-events.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { silentFailures } from '../../support/silent-failures.ts';
import { silentLog } from '../../support/silent-log.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a delivery that becomes due while others are claimed does not wait for the sweep', async () => {
  const clock = manualClock();
  const dueAt = new Date(clock.now().getTime() + 2);
  const claimedAt: Date[] = [];
  const notHere = () => expect.unreachable('no attempt is made');
  const courier = makeEventCourier({
    outbox: {
      openEndpoint: async () => undefined,
      queueDeliveries: async () => false,
      recallDeliveries: async () => 0,
      async claimDeliveries(_url, now) {
        if (now >= dueAt) claimedAt.push(now);
        // The statement takes its time.
        clock.advance(5);
        return { deliveries: [], unreadable: [] };
      },
      nextDeliveryAt: async (_url, now) => (dueAt > now ? dueAt : null),
      recordDelivered: notHere,
      recordFailed: notHere,
      recordUnreadable: notHere,
      recordDead: notHere,
      closeEndpoint: notHere,
    },
    sender: { send: notHere },
    chance: { uuid: () => 'id', fraction: () => 0 },
    endpointUrls: ['https://shop.example/hook'],
    ...{ clock, log: silentLog, failures: silentFailures },
  });
  courier.start();
  await settled();
  clock.advance(20);
  await settled();
  expect(claimedAt).toHaveLength(1);
  await courier.stop();
});
