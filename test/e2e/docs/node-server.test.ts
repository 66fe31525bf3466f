import { describe, expect, test } from 'vitest';
import * as shop from '../../../docs/examples/shop-server.ts';
import { connectGateway } from '../../../src/packages/server/connect-gateway.ts';
import { stageDocs } from './stage.ts';

const { aCart, desk, gateway, placed, world } = stageDocs();

describe('docs/node-server.md', () => {
  test('an order is placed, found, paid and refunded under one number', async () => {
    const cart = aCart();
    expect(await shop.findOrder(gateway(), cart.number)).toBeNull();
    const { order } = await placed(cart);
    expect(shop.dutyOf(order)).toBe('wait');
    expect(await shop.findOrder(gateway(), cart.number)).toMatchObject({
      id: order.id,
      version: order.version,
    });

    await desk().pay(cart.number);
    const paid = () => shop.findOrder(gateway(), cart.number);
    await expect.poll(async () => (await paid())?.status).toBe('PAID');
    const note = { number: `${cart.number}-refund`, orderId: order.id, amount: '25000' };
    expect(await shop.refundOrder(gateway(), note)).toBe(true);
    expect(await shop.refundOrder(gateway(), note)).toBe(true);
    expect((await desk().order(cart.number)).refundedAmount.value).toBe('25000.00');
    await expect(shop.refundOrder(gateway(), { ...note, amount: '1' })).rejects.toThrow('PARTNER_REFUND_NO');
  });

  test('a lost answer leads to a repeat, not to a second order', async () => {
    let isLost = false;
    const flaky = connectGateway({
      url: `${world().url}/graphql`,
      serverKey: world().serverKey,
      async fetch(...request) {
        const answer = await fetch(...request);
        if (isLost) return answer;
        isLost = true;
        throw new TypeError('the connection was reset');
      },
    });
    const cart = aCart();
    expect(await shop.placeOrder(flaky, cart)).toMatchObject({ kind: 'placed' });
    expect(isLost).toBe(true);
    const orders = await desk().orders();
    expect(orders.filter(({ partnerReferenceNo }) => partnerReferenceNo === cart.number)).toHaveLength(1);
  });

  test('a declined order differs from a conflicting one, and a cancellation ends an order', async () => {
    const cart = aCart();
    await desk().arm({
      operation: 'createOrder',
      fault: 'unknown-code',
      responseCode: '4035402',
      partnerReferenceNo: cart.number,
    });
    expect(await shop.placeOrder(gateway(), cart)).toMatchObject({ kind: 'declined' });

    const other = aCart();
    const { order } = await placed(other);
    await expect(placed({ ...other, amount: '80000' })).rejects.toThrow('PARTNER_REFERENCE_NO_CONFLICT');
    expect(await shop.cancelOrder(gateway(), order.id, 'Sold out')).toBe(true);
    const cancelled = await shop.findOrder(gateway(), other.number);
    expect(cancelled && shop.dutyOf(cancelled)).toBe('return');
  });
});
