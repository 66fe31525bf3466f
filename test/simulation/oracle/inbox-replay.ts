import type { World } from '../world/world.ts';

/** I8: processing the whole inbox again, in the order of arrival, changes no order. */
export async function checkInboxReplay({ database, gateway, time, chronicle }: World): Promise<void> {
  const { orders, inbox } = database.store.tables;
  const versionsBefore = new Map([...orders].map(([id, { order }]) => [id, order.version]));
  const useCases = gateway.find(0)?.run.useCases;
  if (useCases === undefined) return;
  const entries = [...inbox.values()].map(({ entry }) => entry);
  const replaying = (async () => {
    for (const entry of entries) {
      const { receivedAt, timestamp, keyFingerprint } = entry;
      const body = Buffer.from(entry.body);
      const again = { id: `${entry.id}-again`, receivedAt, body, timestamp, keyFingerprint };
      await useCases.receiveFinishNotify(again);
    }
  })();
  await time.runUntil(time.nowMs() + 1_000);
  await replaying;
  for (const [id, { order }] of orders) {
    if (order.version === versionsBefore.get(id)) continue;
    chronicle.violate(
      'I8',
      `${order.partnerReferenceNo}: the inbox once more makes v${order.version} of v${versionsBefore.get(id)}`,
    );
  }
}
