import type { MerchantEvent } from '../../../src/domain/merchant-event.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';

/** Reads on from a cursor as a merchant's server does, and keeps the events in the sequence it saw them. */
export function openReader(store: OrderStore, pageCount: number) {
  const seen: string[] = [];
  let after: string | undefined;
  let reading = Promise.resolve();
  let isWoken = false;

  async function read(): Promise<void> {
    isWoken = false;
    for (;;) {
      const page = await store.pageEvents({ first: pageCount, ...(after === undefined ? {} : { after }) });
      seen.push(...page.items.map(({ item }) => nameOf(item)));
      after = page.items.at(-1)?.cursor ?? after;
      if (!page.hasNextPage) return;
    }
  }

  return {
    seen,
    readOn(): Promise<void> {
      if (!isWoken) reading = reading.then(read);
      isWoken = true;
      return reading;
    },
  };
}

const nameOf = ({ event }: MerchantEvent) => `${event.orderId}@${event.version}`;
