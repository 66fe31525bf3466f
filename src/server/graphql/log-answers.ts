import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { UseCases } from '../../use-cases/use-cases.ts';

/** What a line says of an outcome: its kind, and the order as it then stands. */
function factsOf(outcome: { readonly kind: string }): Record<string, unknown> {
  const { order, refund } = outcome as { order?: { id: string; status: string }; refund?: { id: string } };
  return {
    outcome: outcome.kind,
    ...(order === undefined ? {} : { orderId: order.id, status: order.status }),
    ...(refund === undefined ? {} : { refundId: refund.id }),
  };
}

/**
 * Makes the use cases of one request, which log every answer to createOrder, cancelOrder and refundOrder, with who
 * called and how long it took. Errors that nobody expects are logged where they are masked.
 */
export function makeAnswersLogged(
  useCases: UseCases,
  { log, clock }: { readonly log: Log; readonly clock: Clock },
): (requestId: string) => UseCases {
  async function timed<Outcome extends { readonly kind: string }>(
    answer: Promise<Outcome>,
    write: (fields: Record<string, unknown>) => void,
    names: { readonly requestId: string; readonly actor: Actor } & Record<string, unknown>,
  ): Promise<Outcome> {
    const startedMs = clock.elapsedMs();
    const outcome = await answer;
    write({ ...names, ...factsOf(outcome), durationMs: Math.round(clock.elapsedMs() - startedMs) });
    return outcome;
  }

  // Inherited by the use cases of every request, which add their id: copying all for each would cost more than most of them.
  const ofAllRequests: Partial<UseCases> & ThisType<RequestUseCases> = {
    createOrder(input, actor) {
      return timed(
        useCases.createOrder(input, actor),
        (fields) => log.info('create_order.answered', fields),
        {
          requestId: this.requestId,
          actor,
          partnerReferenceNo: input.partnerReferenceNo,
        },
      );
    },
    cancelOrder(input, actor) {
      return timed(
        useCases.cancelOrder(input, actor),
        (fields) => log.info('cancel_order.answered', fields),
        {
          requestId: this.requestId,
          actor,
          orderId: input.orderId,
        },
      );
    },
    refundOrder(input, actor) {
      return timed(
        useCases.refundOrder(input, actor),
        (fields) => log.info('refund_order.answered', fields),
        {
          requestId: this.requestId,
          actor,
          orderId: input.orderId,
          partnerRefundNo: input.partnerRefundNo,
        },
      );
    },
  };
  const inherited = Object.assign(Object.create(useCases) as UseCases, ofAllRequests);
  return (requestId) => Object.assign(Object.create(inherited) as RequestUseCases, { requestId });
}

type RequestUseCases = UseCases & { readonly requestId: string };
