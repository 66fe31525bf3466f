import { randomUUID } from 'node:crypto';
import { decide, openOrder } from '../../../src/domain/lifecycle.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import { closeDatabase, connectDatabase, type Database } from '../../../src/store/postgres/database.ts';
import { firstCallMs } from '../../../src/use-cases/changes/schedule.ts';
import { aServerKey } from '../../support/actors.ts';
import { recorded } from '../../support/orders.ts';

const expiresInMs = 30 * 60_000;
const insertsAtOnce = 20;
/**
 * Orders are accepted this long from now. A payer begins to watch an order a moment after it was accepted; one that did so
 * ten seconds later would make the gateway query DANA, of which these benches have none. Longer than any crowd takes to open.
 */
const acceptedInMs = 10 * 60_000;

/**
 * Orders that DANA has accepted and whose payers are about to pay, as createOrder leaves them. No report is
 * needed.
 */
export async function insertPendingOrders(databaseUrl: string, count: number): Promise<readonly Order[]> {
  const database: Database = connectDatabase({ url: databaseUrl, connectionsMax: insertsAtOnce });
  const store = createOrderStore(database);
  const orders: Order[] = [];

  async function insert(): Promise<void> {
    const now = new Date();
    const inMs = (ms: number) => new Date(now.getTime() + ms);
    const id = randomUUID();
    const { order, event } = openOrder(
      {
        id,
        partnerReferenceNo: `bench-${id}`,
        title: 'Two tickets for the late show',
        amount: rupiah(7_500_000n),
        expiresAt: inMs(expiresInMs),
        createdAt: now,
        externalStoreId: 'store-1',
        subMerchantId: null,
        payMethod: 'VIRTUAL_ACCOUNT',
        payOption: 'VIRTUAL_ACCOUNT_BRI',
        goods: [],
        metadata: [],
        checkoutId: null,
        contentHash: 'bench',
      },
      aServerKey,
    );
    // As createOrder does: until then nobody else repeats its call to DANA.
    const leasedUntil = inMs(firstCallMs);
    await store.insert({ order, event: recorded(event), request: '{}', leasedUntil });
    const accepted = {
      type: 'ACCEPTED',
      referenceNo: `dana-${id}`,
      instruction: { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8059001234567890' },
    } as const;
    const outcome = await store.change(id, (current) => {
      const decision = decide(current, accepted, 'CREATE_ANSWER', inMs(acceptedInMs));
      return decision.kind === 'unchanged'
        ? null
        : { ...decision, event: recorded(decision.event), dueAt: null };
    });
    if (outcome.kind !== 'changed') throw new Error(`the order was not accepted: ${outcome.kind}`);
    orders.push(outcome.order);
  }

  async function insertMany(): Promise<void> {
    while (orders.length + insertsAtOnce <= count) await insert();
  }
  await Promise.all(Array.from({ length: insertsAtOnce }, insertMany));
  while (orders.length < count) await insert();
  await closeDatabase(database);
  return orders;
}
