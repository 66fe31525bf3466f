import type { CreateOrderRules } from '../../../src/use-cases/input/check-create-order.ts';

/** What the configuration of every simulated gateway allows. */
export const rules: CreateOrderRules = {
  returnUrlsAllowed: ['https://shop.example'],
  returnUrlDefault: 'https://shop.example/return',
  isLoopbackReturnAllowed: false,
  externalStoreIdDefault: null,
  expiresInMaxMs: 7 * 24 * 60 * 60_000,
};
