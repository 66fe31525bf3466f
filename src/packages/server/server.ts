/** The entry of `@gapura/server`. */
export { connectGateway, type Gateway, type GatewayConnection, untilAnswered } from './connect-gateway.ts';
export type {
  EventActor,
  EventApproval,
  EventMoney,
  EventOperationStatus,
  EventOrder,
  EventRefund,
  GapuraEvent,
} from './event.ts';
export {
  createEventReceiver,
  type EventAnswer,
  type EventReceiver,
  type EventReceiverOptions,
  keepInMemory,
} from './event-receiver.ts';
export { expressEvents, fastifyEvents, nextEvents } from './handlers.ts';
