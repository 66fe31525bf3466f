import SchemaBuilder from '@pothos/core';
import RelayPlugin from '@pothos/plugin-relay';
import type { Caller } from '../../access/caller.ts';
import type { Checkout } from '../../domain/checkout.ts';
import type { Rupiah } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { UseCases } from '../../use-cases/use-cases.ts';
import { relayDescriptions } from './relay-descriptions.ts';

/** The context of every operation, the same over HTTP, SSE and WebSocket. Created once for each operation. */
export interface GraphqlContext {
  readonly useCases: UseCases;
  readonly caller: Caller;
  /**
   * Returns the token with which a browser can read and watch this one order; every call returns the same.
   */
  issueClientToken(order: Order): string;
  /**
   * Returns the token with which a browser can read and pay this one checkout; every call returns the same.
   */
  issueCheckoutToken(checkout: Checkout): string;
  /** Where the checkout page is, for payment links; null if nobody said it. */
  readonly checkoutUrl: string | null;
  /** Where people see the metrics; null if nobody said it. */
  readonly dashboardUrl: string | null;
  /** The gateway's clock: an instruction is shown only before its order expires. */
  now(): Date;
  /**
   * Aborts when this operation must end: its client left, its credential expired, or the process drains. A
   * subscription then completes. A function, because most operations end before anybody asks for their signal.
   */
  signal(): AbortSignal;
}

/**
 * The builder to which every file of this room adds its part. Fields are non-null unless they say otherwise:
 * a nullable field is a statement about payments, not a default.
 */
export const builder = new SchemaBuilder<{
  Context: GraphqlContext;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    Rupiah: { Input: Rupiah; Output: Rupiah };
    Url: { Input: string; Output: string };
    PayMethod: { Input: string; Output: string };
    PayOption: { Input: string; Output: string };
  };
  DefaultFieldNullability: false;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
}>({
  plugins: [RelayPlugin],
  defaultFieldNullability: false,
  relay: relayDescriptions,
});

/** The builder's own types, for helpers that are generic over them. */
export type SchemaTypes = typeof builder.$inferSchemaTypes;

builder.queryType({ description: 'Reads data. Every query needs a credential.' });
builder.mutationType({
  description: 'Changes data. Mutations are idempotent: it is safe to repeat the same request.',
});
builder.subscriptionType({
  description: 'Watches data for changes, over graphql-transport-ws or server-sent events.',
});
