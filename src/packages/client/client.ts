/** The entry of `@gapura/client`: how a page or a server talks to a gateway. */
export {
  createGatewayClient,
  type GatewayClient,
  type GatewayClientOptions,
} from '../../client/core/gateway-client.ts';
export { asGatewayError, GatewayError } from '../../client/core/gateway-error.ts';
export * from '../../client/core/generated/graphql.ts';
export { defaultTiming, type Timing } from '../../client/core/timing.ts';
export type { TypedDocument } from '../../client/core/typed-document.ts';
export type { Connection, OrderView, OrderWatch } from '../../client/core/watch-order.ts';
export type { SocketConstructor, SocketLike } from '../../client/core/websocket-order-stream.ts';
