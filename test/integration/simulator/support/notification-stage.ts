import { WebhookParser } from 'dana-node/webhook/v1';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { NotifyFaultName } from '../../../../src/simulator/model/fault-table.ts';
import { isGenuine } from './merchant.ts';
import { anOrder, type OrderWish } from './orders.ts';
import { type Scene, startScene } from './scene.ts';
import { acknowledged, type Notification } from './shop-server.ts';

export const qris = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS', externalStoreId: 'shop-1' };

/**
 * Starts a simulator and a shop for the tests of one file. After each test the shop acknowledges notifications
 * again and no fault is armed.
 */
export function stageNotifications() {
  let scene: Scene;
  beforeAll(async () => {
    scene = await startScene();
  });
  afterEach(async () => {
    scene.shop.answer = () => acknowledged;
    await scene.control('DELETE', '/simulator/faults');
  });
  afterAll(() => scene.close());

  const arm = (fault: NotifyFaultName, options = {}) =>
    scene.control('POST', '/simulator/faults', { operation: 'notify', fault, ...options });
  const advance = (advanceMs: number) => scene.control('POST', '/simulator/clock', { advanceMs });

  async function createdOrder(wish: OrderWish = {}): Promise<string> {
    const request = anOrder(scene.merchant, { notifyUrl: scene.shop.notifyUrl, ...wish });
    await scene.api.createOrder(request);
    return request.partnerReferenceNo;
  }
  const act = (number: string, verb: string, body?: object) =>
    scene.control('POST', `/simulator/orders/${number}/${verb}`, body);

  /** Creates and pays an order and returns its first notification. */
  async function notified(wish: OrderWish = {}, choice?: object): Promise<Notification> {
    const number = await createdOrder(wish);
    await act(number, 'pay', choice);
    const [notification] = await scene.shop.arrived(number);
    if (notification === undefined) throw new Error('no notification arrived');
    return notification;
  }

  const isSigned = (notification: Notification) => isGenuine(scene.simulator.publicKey, notification);
  const parse = (notification: Notification) =>
    new WebhookParser(scene.simulator.publicKey).parseWebhook(
      'POST',
      '/v1.0/debit/notify',
      notification.headers,
      notification.body,
    );
  return { scene: () => scene, arm, advance, createdOrder, act, notified, isSigned, parse };
}
