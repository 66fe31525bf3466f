import postgres from 'postgres';
import { afterEach, expect, test } from 'vitest';
import { startConfiguredWorld } from '../support/configured-world.ts';

const cleanUp: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const step of cleanUp.splice(0).reverse()) await step();
});

const create = `mutation ($input: CreateOrderInput!) { createOrder(input: $input) { ... on CreateOrderSuccess {
  order { id status expiresAt instruction { ... on VirtualAccountInstruction { number expiresAt } } } } } }`;

test('an order that a restore lost gets its virtual account number again, and an incident', async () => {
  const world = await startConfiguredWorld();
  cleanUp.push(() => world.dispose());
  const admin = postgres(world.databaseUrl, { max: 1, onnotice: () => undefined });
  cleanUp.push(() => admin.end());
  async function request(query: string, variables = {}) {
    const response = await fetch(`${world.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${world.serverKey}` },
      body: JSON.stringify({ query, variables }),
    });
    return ((await response.json()) as { data: Record<string, unknown> }).data;
  }
  const input = {
    partnerReferenceNo: 'lost-1',
    amount: '75000',
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
  const first = await request(create, { input });
  // The backup was made before the order; more than a second passes, so that the new expiry differs.
  await admin`truncate orders, create_requests, partner_references, order_events, event_places, refunds cascade`;
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const again = await request(create, { input });
  const { id: _, ...was } = (first.createOrder as { order: { id: string } }).order;
  expect(was).toMatchObject({ status: 'PENDING', instruction: { number: expect.stringMatching(/^\d+$/) } });
  expect(again).toMatchObject({ createOrder: { order: was } });
  expect(await request('{ incidents(first: 5) { nodes { kind partnerReferenceNo } } }')).toEqual({
    incidents: { nodes: [{ kind: 'CREATED_BEFORE', partnerReferenceNo: 'lost-1' }] },
  });
});
