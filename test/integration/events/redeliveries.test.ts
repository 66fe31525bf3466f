import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newEventId } from '../../../src/domain/merchant-event.ts';
import { openReceiver, type Receiver } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
import { aDetail } from '../../support/incidents.ts';
import { openStage, pendingAt, type Stage } from './stage.ts';

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

describe('an event that is sent again by request', () => {
  test('goes to one endpoint or to all, accepted or not', async () => {
    const second = await openReceiver();
    await stage.startWorker({ endpointUrls: [receiver.url, second.url] });
    const orderId = await stage.sell();
    await Promise.all([receiver.hears(3), second.hears(3)]);
    await eventually(
      () => pendingAt(stage, receiver.url),
      (state) => state?.pending === 0,
    );
    const [paidId = ''] = receiver.received.filter(({ version }) => version === 3).map(({ id }) => id);
    const unknown = newEventId(orderId);
    expect(await stage.outbox.redeliverEvents([unknown, paidId], [receiver.url], stage.clock.now())).toEqual({
      eventIds: [paidId],
      deliveryCount: 1,
    });
    await eventually(
      async () => receiver.received.length,
      (count) => count === 4,
    );
    expect(receiver.received[3]?.body).toBe(receiver.received[2]?.body);
    expect(second.received).toHaveLength(3);
    await second.close();
  });

  test('is tried from the beginning, whatever an attempt under way meets', async () => {
    await stage.sell();
    const now = stage.clock.now();
    await stage.outbox.openEndpoint(receiver.url);
    await stage.outbox.assignPositions();
    await stage.outbox.queueDeliveries(receiver.url, now);
    const leasedUntil = new Date(now.getTime() + 30_000);
    const { deliveries } = await stage.outbox.claimDeliveries(receiver.url, now, leasedUntil, 1);
    const [underWay] = deliveries;
    if (underWay === undefined) return expect.unreachable('nothing is due');
    await stage.outbox.redeliverEvents([underWay.event.event.id], [receiver.url], now);
    const incident = {
      kind: 'EVENT_UNDELIVERED',
      dedupeKey: 'dead',
      orderId: null,
      partnerReferenceNo: null,
      detail: aDetail(''),
    } as const;
    await stage.outbox.recordDead(underWay, 'HTTP 500', incident, now);
    expect(await pendingAt(stage, receiver.url)).toMatchObject({ dead: 0 });
  });
});
