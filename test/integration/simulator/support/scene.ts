import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PaymentGatewayApi } from 'dana-node/payment_gateway/v1';
import { type SimulatorClock, systemClock } from '../../../../src/simulator/clock.ts';
import type { orderView } from '../../../../src/simulator/control/order-view.ts';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../../src/simulator/simulator.ts';
import { aMerchant, danaApi, type Merchant } from './merchant.ts';
import { type ShopServer, startShopServer } from './shop-server.ts';

export type ControlBody = Record<string, unknown>;
/** The answer to a control call: JSON, with its HTTP status. */
export interface ControlAnswer<T> {
  httpStatus: number;
  body: T;
}
export type OrderSeen = ReturnType<typeof orderView>;

/** A simulator, a merchant it knows, DANA's SDK between them, and the merchant's notify address. */
export interface Scene {
  simulator: Simulator;
  clock: SimulatorClock;
  merchant: Merchant;
  api: PaymentGatewayApi;
  shop: ShopServer;
  dataDir: string;
  control<T = ControlBody>(method: string, path: string, body?: unknown): Promise<ControlAnswer<T>>;
  /** The order as GET /simulator/orders/{partnerReferenceNo} shows it. */
  orderSeen(partnerReferenceNo: string): Promise<OrderSeen>;
  close(): Promise<void>;
}

export async function startScene(options: Partial<SimulatorOptions> = {}): Promise<Scene> {
  const dataDir = await mkdtemp(join(tmpdir(), 'simulator-test-'));
  const merchant = aMerchant();
  const clock = systemClock();
  const shop = await startShopServer();
  const simulator = await startSimulator({
    host: '127.0.0.1',
    port: 0,
    dataDir,
    clock,
    partners: [merchant],
    ...options,
  });
  return {
    simulator,
    clock,
    merchant,
    api: danaApi(merchant, simulator.url),
    shop,
    dataDir,
    control: (method, path, body) => control(simulator.url, method, path, body),
    orderSeen: (partnerReferenceNo) => orderSeen(simulator.url, partnerReferenceNo),
    close: async () => {
      await simulator.close();
      await shop.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

export async function control<T = ControlBody>(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<ControlAnswer<T>> {
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url + path, { method, ...(body !== undefined && { body: content }) });
  return { httpStatus: response.status, body: (await response.json()) as T };
}

export async function orderSeen(url: string, partnerReferenceNo: string): Promise<OrderSeen> {
  return (await control<OrderSeen>(url, 'GET', `/simulator/orders/${partnerReferenceNo}`)).body;
}
