import type { CreateCheckoutOutcome, PayCheckoutOutcome } from '../use-cases/checkouts/checkout-outcomes.ts';
import type {
  CancelOrderOutcome,
  CreateOrderOutcome,
  DecideApprovalOutcome,
  FinishNotifyOutcome,
  PaymentOptionsOutcome,
  RefundOrderOutcome,
} from '../use-cases/outcomes.ts';
import type { ReceiverAnswer } from '../use-cases/ports/event-sender.ts';
import type { UnknownAnswer } from '../use-cases/ports/payment-provider.ts';

/** The use cases whose duration and outcome are measured: those that callers wait for and that may call DANA. */
export const useCaseNames = [
  'listPaymentOptions',
  'createOrder',
  'cancelOrder',
  'refundOrder',
  'createCheckout',
  'payCheckout',
  'decideApproval',
] as const;
export type UseCaseName = (typeof useCaseNames)[number];

/** How a use case ended, in few words for all of them. */
export const outcomeClasses = ['success', 'pending', 'declined', 'refused', 'unavailable', 'failed'] as const;
export type OutcomeClass = (typeof outcomeClasses)[number];

type UseCaseOutcome =
  | PaymentOptionsOutcome
  | CreateOrderOutcome
  | CancelOrderOutcome
  | RefundOrderOutcome
  | CreateCheckoutOutcome
  | PayCheckoutOutcome
  | DecideApprovalOutcome;

const classes: Readonly<Record<UseCaseOutcome['kind'], OutcomeClass>> = {
  PaymentOptions: 'success',
  CreateOrderSuccess: 'success',
  CancelOrderSuccess: 'success',
  RefundOrderSuccess: 'success',
  CreateCheckoutSuccess: 'success',
  PayCheckoutSuccess: 'success',
  DecideApprovalSuccess: 'success',
  CancelOrderPending: 'pending',
  RefundOrderPending: 'pending',
  ProviderDeclined: 'declined',
  InsufficientMerchantBalance: 'declined',
  OrderFrozen: 'declined',
  ApprovalRequired: 'pending',
  ApprovalDenied: 'declined',
  CeilingExceeded: 'refused',
  InvalidInput: 'refused',
  PartnerReferenceNoConflict: 'refused',
  PartnerRefundNoConflict: 'refused',
  OrderNotFound: 'refused',
  OrderNotCancellable: 'refused',
  OrderNotRefundable: 'refused',
  RefundExceedsBalance: 'refused',
  CheckoutClosed: 'refused',
  ApprovalNotFound: 'refused',
  FactDoesNotFit: 'refused',
  ApprovalClosed: 'refused',
  SecondPersonNeeded: 'refused',
  TemporarilyUnavailable: 'unavailable',
};

/** `pending` also for a created order that DANA has not confirmed. */
export function outcomeClassOf(outcome: UseCaseOutcome): OutcomeClass {
  const isUnconfirmed = 'order' in outcome && outcome.order.status === 'CONFIRMING';
  const found = classes[outcome.kind];
  return found === 'success' && isUnconfirmed ? 'pending' : found;
}

/** How DANA answered, or why there was no answer. */
export const callOutcomes = [
  'accepted',
  'declined',
  'found',
  'not_found',
  'in_progress',
  'unknown',
  'rejected',
  'held_back',
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

export function callOutcomeOf(
  answer: { readonly kind: 'accepted' | 'declined' | 'found' | 'notFound' } | UnknownAnswer,
): CallOutcome {
  if (answer.kind !== 'unknown') return answer.kind === 'notFound' ? 'not_found' : answer.kind;
  if (answer.unavailability !== undefined) return 'held_back';
  if (answer.isOurFault) return 'rejected';
  return answer.isInProgress ? 'in_progress' : 'unknown';
}

export const notificationEnds = [
  'applied',
  'unchanged',
  'quarantined',
  'orphaned',
  'repeated',
  'refused',
  'failed',
] as const satisfies readonly (FinishNotifyOutcome['kind'] | 'refused' | 'failed')[];

export const webhookEnds = [
  'accepted',
  'gone',
  'failed',
] as const satisfies readonly ReceiverAnswer['kind'][];
