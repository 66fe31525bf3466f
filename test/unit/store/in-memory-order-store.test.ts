import type { IncidentNews } from '../../../src/use-cases/ports/incidents.ts';
import { createInMemoryOrderStore } from '../../support/in-memory-order-store.ts';
import { describeOrderStore } from '../../support/order-store-contract.ts';

/** Every write lets the others go first, so that compare-and-set is tried here too. */
const beforeWrite = () => Promise.resolve();

describeOrderStore('the in-memory OrderStore', async () => {
  const news: IncidentNews[] = [];
  const store = createInMemoryOrderStore({ beforeWrite, onIncident: (one) => news.push(one) });
  return {
    store,
    news,
    feed: store.feed,
    assignPositions: async () => undefined,
    async notificationEnd(inboxId) {
      const row = store.tables.inbox.get(inboxId);
      if (row === undefined) return undefined;
      const { disposition, orderId, orderVersion } = row;
      return { disposition, orderId, orderVersion };
    },
    close: async () => store.feed.close(),
  };
});
