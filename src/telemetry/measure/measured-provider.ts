import type { PaymentProvider, ProviderOperation } from '../../use-cases/ports/payment-provider.ts';
import { callOutcomeOf } from '../labels.ts';
import type { Meters } from '../meters.ts';
import { metrics } from '../metrics.ts';

/** DANA, with the duration and the outcome of every call, and the state of each breaker. */
export function measureProvider(provider: PaymentProvider, meters: Meters): PaymentProvider {
  async function timed<Answer extends Parameters<typeof callOutcomeOf>[0]>(
    operation: ProviderOperation,
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    const startedMs = performance.now();
    const answer = await call();
    const outcome = callOutcomeOf(answer);
    meters.record('gapura_dana_call_duration_seconds', (performance.now() - startedMs) / 1000, {
      operation,
      outcome,
    });
    return answer;
  }
  meters.observe('gapura_dana_breaker_open', () =>
    metrics.gapura_dana_breaker_open.labels.operation.map((operation) => {
      const isOpen = provider.unavailability(operation)?.reason === 'DANA_UNREACHABLE';
      return [Number(isOpen), { operation }] as const;
    }),
  );
  return {
    ...provider,
    listPaymentOptions: (input) => timed('consultPay', () => provider.listPaymentOptions(input)),
    createOrder: (request) => timed('createOrder', () => provider.createOrder(request)),
    queryOrder: (order, urgency) => timed('queryPayment', () => provider.queryOrder(order, urgency)),
    cancelOrder: (order) => timed('cancelOrder', () => provider.cancelOrder(order)),
    refundOrder: (request) => timed('refundOrder', () => provider.refundOrder(request)),
  };
}
