import { SpanKind } from '@opentelemetry/api';
import type { UseCases } from '../../use-cases/use-cases.ts';
import { isRecorded, linksTo, type Tracing } from '../tracing.ts';
import type { ReadTrace } from './traced-changes.ts';

/** The use cases, each in a span of its name; a Finish Notify begins a trace, linked to that of its order's creation. */
export function traceUseCases(useCases: UseCases, tracing: Tracing, readTrace: ReadTrace): UseCases {
  /** Only within an operation that is sampled: the gateway's own work begins no trace of a use case. */
  const within = <Result>(name: string, run: () => Promise<Result>): Promise<Result> =>
    isRecorded() ? tracing.within(name, {}, run) : run();

  return {
    ...useCases,
    listPaymentOptions: (input) => within('listPaymentOptions', () => useCases.listPaymentOptions(input)),
    createOrder: (input, by) => within('createOrder', () => useCases.createOrder(input, by)),
    cancelOrder: (input, by) => within('cancelOrder', () => useCases.cancelOrder(input, by)),
    refundOrder: (input, by) => within('refundOrder', () => useCases.refundOrder(input, by)),
    createCheckout: (input, by) => within('createCheckout', () => useCases.createCheckout(input, by)),
    payCheckout: (id, choice, by) => within('payCheckout', () => useCases.payCheckout(id, choice, by)),
    decideApproval: (input, by) => within('decideApproval', () => useCases.decideApproval(input, by)),
    findOrder: (key, options) => within('findOrder', () => useCases.findOrder(key, options)),
    listOrders: (...page) => within('listOrders', () => useCases.listOrders(...page)),

    receiveFinishNotify(verified) {
      const attributes = {
        'http.request.method': 'POST',
        'http.route': '/v1.0/debit/notify',
        'gapura.request.id': verified.id,
      };
      const wish = { kind: SpanKind.SERVER, attributes };
      return tracing.within('POST /v1.0/debit/notify', wish, async (span) => {
        const outcome = await useCases.receiveFinishNotify(verified);
        if (!span.isRecording()) return outcome;
        span.setAttribute('gapura.notification.end', outcome.kind);
        if ('order' in outcome) {
          span.setAttribute('gapura.order.id', outcome.order.id);
          const created = await readTrace(outcome.order.id, 1).catch(() => null);
          for (const link of linksTo(created)) span.addLink(link);
        }
        return outcome;
      });
    },
  };
}
