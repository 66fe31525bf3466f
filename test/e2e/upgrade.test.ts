import postgres from 'postgres';
import { afterEach, expect, test } from 'vitest';
import { CreateOrderDocument, OrderDocument } from '../../src/client/core/generated/graphql.ts';
import { connectGateway, type Gateway } from '../../src/packages/server/connect-gateway.ts';
import { startConfiguredWorld } from '../support/configured-world.ts';
import { isInTurn } from '../support/sample.ts';

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

/** What the next build's migration may do (docs/operating.md): it adds, and takes nothing away. */
const expansion = [
  "alter table orders add column sales_channel text not null default 'web'",
  'create table sales_channels (name text primary key, since timestamptz not null default now())',
  'create index orders_sales_channel on orders (sales_channel)',
];

async function place(shop: Gateway, partnerReferenceNo: string): Promise<string> {
  const { createOrder } = await shop.client.request(CreateOrderDocument, {
    input: {
      ...{ partnerReferenceNo, amount: '75000', title: 'Two tickets' },
      ...{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' },
    },
  });
  return createOrder.__typename;
}

test.runIf(isInTurn(3, 5))(
  'a build serves on while the next one migrates, and again after a rollback',
  async () => {
    const world = await startConfiguredWorld();
    cleanUp.push(() => world.dispose());
    const admin = postgres(world.databaseUrl, { max: 1, onnotice: () => undefined });
    cleanUp.push(() => admin.end());
    const shop = connectGateway({ url: `${world.gateway.url}/graphql`, serverKey: world.serverKey });

    // Orders are created all the time; the migration comes in between, as the next build's first process applies it.
    let isMigrated = false;
    const outcomes: string[] = [];
    const load = Array.from({ length: 4 }, async (_, lane) => {
      for (let count = 0; count < 5 || !isMigrated; count += 1)
        outcomes.push(await place(shop, `upgrade-${lane}-${count}`));
    });
    const record = admin`insert into drizzle.__drizzle_migrations (hash, created_at) values (${'f'.repeat(64)}, ${Date.now()})`;
    await admin.begin(async (one) => {
      await one.unsafe("set local lock_timeout = '3s'");
      for (const statement of expansion) await one.unsafe(statement);
    });
    await record;
    isMigrated = true;
    await Promise.all(load);
    expect(new Set(outcomes)).toEqual(new Set(['CreateOrderSuccess']));

    // The rollback: build N starts on the tables of N + 1.
    await world.gateway.stop();
    await world.gateway.start();
    expect(await place(shop, 'upgrade-after')).toBe('CreateOrderSuccess');
    await world.desk.pay('upgrade-after');
    const by = { partnerReferenceNo: 'upgrade-after' };
    await expect
      .poll(async () => (await shop.client.request(OrderDocument, { by })).order?.status)
      .toBe('PAID');
    expect(await world.judge(true)).toEqual([]);
  },
);
