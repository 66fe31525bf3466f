import { afterEach, beforeEach, expect, test } from 'vitest';
import { aServerKey } from '../../support/actors.ts';
import { type MoneyStage, openMoneyStage, orderAmount } from '../../support/money-stage.ts';

/** Every statement costs a round trip while a payer waits, so the usual paths have a budget. */
const createOrderStatementsMax = 3;
const refundStatementsMax = 5;

let stage: MoneyStage;
let statements: string[];
beforeEach(async () => {
  statements = [];
  stage = await openMoneyStage({
    database(database) {
      const { $client: client } = database;
      const send = client.unsafe;
      client.unsafe = ((text: string, ...rest: []) => {
        statements.push(text);
        return send(text, ...rest);
      }) as typeof send;
      return database;
    },
  });
});
afterEach(() => stage.close());

test('createOrder on the usual path sends at most 3 statements', async () => {
  expect(await stage.create('ord-1')).toMatchObject({ kind: 'CreateOrderSuccess' });
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.length, statements.join('\n\n')).toBeLessThanOrEqual(createOrderStatementsMax);
});

test('createOrder leaves no lease behind', async () => {
  await stage.create('ord-1');
  const { id } = await stage.order('ord-1');
  const now = stage.clock.now();
  expect(await stage.store.lease(id, now, new Date(now.getTime() + 1))).not.toBeNull();
});

test('refundOrder on the usual path sends at most 5 statements', async () => {
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await stage.deliver(stage.dana.notification('ord-1'));
  const { id: orderId } = await stage.order('ord-1');
  statements.length = 0;
  const refund = { orderId, partnerRefundNo: 'ref-1', amount: orderAmount, reason: null };
  expect(await stage.useCases.refundOrder(refund, aServerKey)).toMatchObject({
    kind: 'RefundOrderSuccess',
    refund: { status: 'SUCCEEDED' },
    order: { status: 'REFUNDED' },
  });
  expect(statements.length).toBeGreaterThan(0);
  expect(statements.length, statements.join('\n\n')).toBeLessThanOrEqual(refundStatementsMax);
});
