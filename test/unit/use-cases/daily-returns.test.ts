import { describe, expect, test } from 'vitest';
import { dewi, refund, rules, whole } from './approval-steps.ts';
import { createPaidOrder, openShop } from './shop.ts';

describe('what one person gives back on one day', () => {
  test('needs a second person above the rule, however it is divided', async () => {
    const shop = openShop({}, undefined, rules({ dayAlone: whole(40_000n) }));
    const { id } = await createPaidOrder(shop);
    expect((await refund(shop, id, whole(30_000n), 'r1')).kind).toBe('RefundOrderSuccess');
    expect((await refund(shop, id, whole(20_000n), 'r2')).kind).toBe('ApprovalRequired');
    expect((await refund(shop, id, whole(10_000n), 'r3')).kind).toBe('RefundOrderSuccess');
    expect((await refund(shop, id, whole(100n), 'r4', dewi)).kind).toBe('RefundOrderSuccess');
    shop.pass(24 * 60 * 60_000);
    expect((await refund(shop, id, whole(10_000n), 'r5')).kind).toBe('RefundOrderSuccess');
  });

  test('stays within the ceiling of the key or person, at once and for the day', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    shop.store.tables.ceilings.set('person-2', { each: whole(20_000n), day: whole(30_000n) });
    const dewis = (amount: bigint, no: string) => refund(shop, id, whole(amount), no, dewi);
    expect(await dewis(20_001n, 'r1')).toEqual({
      kind: 'CeilingExceeded',
      ceiling: whole(20_000n),
      isDaily: false,
    });
    expect((await dewis(20_000n, 'r2')).kind).toBe('RefundOrderSuccess');
    expect(await dewis(10_001n, 'r3')).toEqual({
      kind: 'CeilingExceeded',
      ceiling: whole(30_000n),
      isDaily: true,
    });
    expect((await dewis(10_000n, 'r4')).kind).toBe('RefundOrderSuccess');
    expect((await dewis(10_000n, 'r4')).kind).toBe('RefundOrderSuccess');
    expect(
      await shop.useCases.cancelOrder(
        { orderId: (await createPaidOrder(shop, { partnerReferenceNo: 'b' })).id, reason: 'x' },
        dewi,
      ),
    ).toMatchObject({
      kind: 'CeilingExceeded',
      isDaily: false,
    });
  });
});
