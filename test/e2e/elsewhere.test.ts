import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  CreateOrderDocument,
  IncidentsDocument,
  OrderDocument,
  type OrderFieldsFragment,
  TimelineDocument,
} from '../../src/client/core/generated/graphql.ts';
import { runCommand } from '../support/command.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { openMerchantPortal } from '../support/merchant-portal.ts';
import { openShop, type Shop } from '../support/shop.ts';

let world: ConfiguredWorld;
let shop: Shop;
/** The merchant's people, who act at DANA without the gateway. */
let portal: ReturnType<typeof openMerchantPortal>;

beforeAll(async () => {
  world = await startConfiguredWorld({ poolTimeoutSeconds: 30 });
  shop = openShop(world.gateway.url, world.serverKey);
  portal = openMerchantPortal(world);
});

afterAll(async () => {
  await shop?.close();
  await world?.dispose();
});

function anInput(partnerReferenceNo: string) {
  const virtualAccount = { payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
  return { partnerReferenceNo, amount: '75000.00', title: 'Two tickets', ...virtualAccount };
}

async function aPaidOrder(partnerReferenceNo: string): Promise<OrderFieldsFragment> {
  const { order } = await shop.order(anInput(partnerReferenceNo));
  await world.desk.pay(partnerReferenceNo);
  return eventually(
    () => shop.read(order.id),
    ({ status }) => status === 'PAID',
  );
}

/** The order after a fresh query to DANA. */
async function freshly(id: string) {
  const { order } = await shop.server.request(OrderDocument, { by: { id }, fresh: true });
  return order;
}

async function typesOf(partnerReferenceNo: string) {
  const { order } = await shop.server.request(TimelineDocument, { by: { partnerReferenceNo } });
  return order?.timeline.nodes.map(({ type }) => type) ?? [];
}

async function incidentsOf(partnerReferenceNo: string): Promise<string[]> {
  const { incidents } = await shop.server.request(IncidentsDocument, { first: 100 });
  return incidents.nodes
    .filter((incident) => incident.partnerReferenceNo === partnerReferenceNo)
    .map(({ kind }) => kind);
}

describe.concurrent('a refund made elsewhere', () => {
  test('in part: counts, causes an event, and leaves the rest to be refunded here', async () => {
    const { id } = await aPaidOrder('part');
    await portal.refund('part', '20000.00');
    expect(await freshly(id)).toMatchObject({
      status: 'PARTIALLY_REFUNDED',
      refundedAmount: { value: '20000.00' },
      refundableAmount: { value: '55000.00' },
      refunds: { nodes: [] },
    });
    expect((await typesOf('part')).at(-1)).toBe('REFUNDED_ELSEWHERE');
    expect(await incidentsOf('part')).toEqual(['REFUNDED_ELSEWHERE']);

    const tooMuch = await shop.refund(id, 'part-1', '60000');
    expect(tooMuch.__typename).toBe('RefundExceedsBalance');
    expect(await shop.refund(id, 'part-2')).toMatchObject({
      __typename: 'RefundOrderSuccess',
      refund: { amount: { value: '55000.00' } },
      order: { status: 'REFUNDED', refundedAmount: { value: '75000.00' } },
    });
  });

  test('in full, unknown to us: DANA declines a refund of ours, and the truth is recorded', async () => {
    const { id } = await aPaidOrder('full');
    await portal.refund('full', '75000.00');
    const answer = await shop.refund(id, 'full-1', '10000');
    expect(answer.__typename).toMatch(/^(ProviderDeclined|OrderNotRefundable)$/);
    const order = await eventually(
      () => freshly(id),
      (fresh) => fresh?.status === 'REFUNDED',
    );
    expect(order).toMatchObject({
      refundedAmount: { value: '75000.00' },
      refunds: { nodes: [{ status: 'FAILED' }] },
    });
    expect(await incidentsOf('full')).toContain('REFUNDED_ELSEWHERE');
  });
});

describe.concurrent('an order cancelled elsewhere', () => {
  test.each(['unpaid', 'paid'] as const)(
    '%s: the gateway queries DANA and believes its report',
    async (state) => {
      const reference = `cancelled-${state}`;
      const { id } =
        state === 'paid' ? await aPaidOrder(reference) : (await shop.order(anInput(reference))).order;
      await portal.cancel(reference);
      expect(await freshly(id)).toMatchObject({
        status: 'CANCELLED',
        cancellation: null,
        voidedAmount: { value: state === 'paid' ? '75000.00' : '0.00' },
      });
    },
  );
});

describe('an order made elsewhere', () => {
  test('is paid: the gateway answers, keeps and reports the notification; the same create here is declined', async () => {
    await portal.order('foreign', '50000.00');
    await world.desk.pay('foreign');
    const { deliveries } = await eventually(
      () => world.desk.order('foreign'),
      (order) => order.deliveries.every(({ status }) => status === 'DELIVERED'),
    );
    expect(deliveries).toMatchObject([{ attemptCount: 1, attempts: [{ answer: { httpStatus: 200 } }] }]);
    expect(await incidentsOf('foreign')).toEqual(['ORPHANED']);

    const { createOrder } = await shop.server.request(CreateOrderDocument, { input: anInput('foreign') });
    expect(createOrder).toMatchObject({
      __typename: 'ProviderDeclined',
      order: { status: 'FAILED' },
    });
    expect(await incidentsOf('foreign')).toContain('QUARANTINED');
  });
});

test('a replay of the inbox changes nothing', async () => {
  const { stdout, stderr, exitCode } = await runCommand('inbox', ['replay', '--dry-run'], world.environment);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  expect(stdout).toMatch(/ foreign 00 QUARANTINED: stays kept, /);
  expect(stdout).toContain('0 would be closed without a change, 0 would be applied.');
});

test('afterwards DANA and the gateway say the same, but for the order that is another one at DANA', async () => {
  const broken = await world.judge(true);
  expect(broken.filter((what) => !what.includes('(order foreign)'))).toEqual([]);
});
