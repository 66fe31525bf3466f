import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MoneyStage, openMoneyStage } from '../../support/money-stage.ts';

let stage: MoneyStage;
beforeEach(async () => {
  stage = await openMoneyStage();
});
afterEach(() => stage.close());

const stuck = async () =>
  (await stage.store.pageIncidents({ kind: 'STUCK' }, { first: 9 })).items.map(({ item }) => item);

/** As a newer gateway, or somebody by hand, may have written it. */
async function spoil(partnerReferenceNo: string, assignment: string): Promise<void> {
  await stage.database.$client.unsafe(
    `update orders set ${assignment} where partner_reference_no = '${partnerReferenceNo}'`,
  );
}

test.each([
  `goods = '{"lines": "of another version"}'`,
  `goods = '[{"price": "75000,00"}]'`,
  `expires_at = 'infinity'`,
  `due_at = '-infinity'`,
])(
  'an order whose row cannot be read (%s) is an incident, and the others are recovered',
  async (assignment) => {
    for (const number of ['ord-1', 'ord-2', 'ord-3']) await stage.create(number);
    const { id } = await stage.order('ord-1');
    await spoil('ord-1', assignment);
    for (const number of ['ord-2', 'ord-3']) stage.dana.pay(number);
    stage.clock.advance(60 * 60_000);
    await stage.recover();
    for (const number of ['ord-2', 'ord-3'])
      expect(await stage.order(number)).toMatchObject({ status: 'PAID' });
    expect(await stuck()).toMatchObject([
      { orderId: id, partnerReferenceNo: 'ord-1', detail: { code: 'ROW_UNREADABLE' } },
    ]);
  },
);

test('an unreadable order backs off, and is recovered once its row is mended', async () => {
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await spoil('ord-1', `goods = '{}'`);
  stage.clock.advance(60 * 60_000);
  const failedAt = stage.clock.now().getTime();
  await stage.recover();
  expect(Number(await stage.store.nextDueAt()) - failedAt).toBe(9_000);
  await spoil('ord-1', `goods = '[]'`);
  await stage.settle();
  expect(await stage.order('ord-1')).toMatchObject({ status: 'PAID' });
  expect(await stage.judge(true)).toEqual([]);
});
