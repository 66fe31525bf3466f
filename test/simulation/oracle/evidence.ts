import type { Order } from '../../../src/domain/order.ts';
import type { OrderEvent } from '../../../src/domain/order-event.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import type { Exchange, ExchangeListener } from '../dana/connection.ts';
import { type DanaOrder, refundedTotal } from '../dana/dana-order.ts';
import type { Chronicle } from '../world/chronicle.ts';

/** One answer that a gateway process got, or may have got before it died. */
interface Answered {
  readonly exchange: Exchange;
  readonly kind: string;
  readonly atMs: number;
}

export interface EvidenceNeeds {
  readonly nowMs: () => number;
  /** By how much the gateway's clock may be wrong. */
  readonly clockWrongByMs: () => number;
  readonly chronicle: Chronicle;
  readonly danaOrder: (partnerReferenceNo: string) => DanaOrder | undefined;
  readonly ourOrder: (partnerReferenceNo: string) => Order | undefined;
}

/** "Not found" counts from a minute after expiry, twice and a minute apart; machines' clocks differ by seconds. */
const notFoundSpanMs = 60_000;
const clockSlackMs = 10_000;

/**
 * All requests and answers, and whether they prove what the gateway records (I7: no guess). Decides by what
 * DANA did and answered, never by how the gateway decides.
 */
export function createEvidence({ nowMs, clockWrongByMs, chronicle, danaOrder, ourOrder }: EvidenceNeeds) {
  const answers = new Map<string, Answered[]>();
  const bodies = new Map<string, string>();

  const listener: ExchangeListener = {
    sent(exchange) {
      checkBody(exchange);
      checkExclusion(exchange);
    },
    answered(exchange, { kind }) {
      const known = answers.get(exchange.partnerReferenceNo) ?? [];
      known.push({ exchange, kind, atMs: nowMs() });
      answers.set(exchange.partnerReferenceNo, known);
    },
  };

  /** A repeat is the same request, byte for byte; another body would be another order, or another refund. */
  function checkBody({ operation, partnerReferenceNo, partnerRefundNo, body }: Exchange): void {
    if (body === null) return;
    const key = `${partnerReferenceNo}/${partnerRefundNo ?? ''}`;
    const first = bodies.get(key) ?? body;
    bodies.set(key, first);
    if (first !== body) {
      chronicle.violate(operation === 'create' ? 'I1' : 'I3', `${key} was sent as ${first}, then as ${body}`);
    }
  }

  function checkExclusion({ operation, partnerReferenceNo }: Exchange): void {
    const order = ourOrder(partnerReferenceNo);
    if (operation === 'cancel' && order !== undefined && order.refundPending > 0n) {
      chronicle.violate('I3', `${partnerReferenceNo}: a cancel leaves while a refund is pending`);
    }
  }

  function answersTo(partnerReferenceNo: string, operation: Exchange['operation'], kind: string): Answered[] {
    const known = answers.get(partnerReferenceNo) ?? [];
    return known.filter((answered) => answered.exchange.operation === operation && answered.kind === kind);
  }

  /** Null if DANA's answers or actions prove this event; else what is missing. */
  function missingFor(order: Order, { fact }: OrderEvent, refunds: readonly Refund[]): string | null {
    const { partnerReferenceNo } = order;
    const dana = danaOrder(partnerReferenceNo);
    const was = (...states: DanaOrder['state'][]) => states.some((state) => dana?.pastStates.has(state));
    switch (fact.type) {
      case 'ACCEPTED':
        return dana === undefined ? 'DANA has no such order' : null;
      case 'DECLINED':
        if (answersTo(partnerReferenceNo, 'create', 'declined').length === 0) return 'DANA did not refuse it';
        return isIt(dana, order) && !dana.isForeign ? 'DANA has the order' : null;
      case 'NEVER_CREATED':
        if (isIt(dana, order)) return 'DANA has the order';
        return isTwiceNotFound(order)
          ? null
          : 'DANA did not say twice, well after expiry, that it has no such order';
      case 'PAID':
        return dana?.paidAtMs == null ? 'nobody paid' : null;
      case 'PAYMENT_FAILED':
        return was('FAILED') ? null : 'the payment did not fail';
      case 'EXPIRED':
        return was('CLOSED', 'CANCELLED') ? null : 'DANA did not close it';
      case 'CANCELLED':
        return was('CANCELLED', 'CLOSED') ? null : 'DANA did not cancel it';
      case 'CANCELLATION_DECLINED':
        return answersTo(partnerReferenceNo, 'cancel', 'declined').length > 0
          ? null
          : 'DANA did not refuse to';
      case 'REFUND_DECLINED':
        return missingForRefusal(
          dana,
          partnerReferenceNo,
          refunds.find(({ id }) => id === fact.refundId),
        );
      default:
        return null;
    }
  }

  function isTwiceNotFound({ partnerReferenceNo, expiresAt }: Order): boolean {
    const slackMs = clockSlackMs + clockWrongByMs();
    const fromMs = expiresAt.getTime() + notFoundSpanMs - slackMs;
    const isAnother = danaOrder(partnerReferenceNo) !== undefined;
    const counting = (answers.get(partnerReferenceNo) ?? []).filter(
      ({ exchange, kind, atMs }) =>
        exchange.operation === 'query' &&
        atMs >= fromMs &&
        (kind === 'notFound' || (isAnother && kind === 'found')),
    );
    const [first] = counting;
    const last = counting.at(-1);
    return first !== undefined && last !== undefined && last.atMs - first.atMs >= notFoundSpanMs - slackMs;
  }

  function missingForRefusal(
    dana: DanaOrder | undefined,
    partnerReferenceNo: string,
    refund: Refund | undefined,
  ): string | null {
    if (refund === undefined) return 'there is no such refund';
    const { partnerRefundNo } = refund;
    const isRefused = answersTo(partnerReferenceNo, 'refund', 'declined').some(
      ({ exchange }) => exchange.partnerRefundNo === partnerRefundNo,
    );
    if (!isRefused) return 'DANA did not refuse the refund';
    const status = dana?.refunds.get(partnerRefundNo)?.status;
    return status === 'DONE' || status === 'IN_PROGRESS' ? `at DANA the refund is ${status}` : null;
  }

  /** We never record more returned money than DANA returned. */
  function overstatement(order: Order): string | null {
    const dana = danaOrder(order.partnerReferenceNo);
    const refunded = dana === undefined ? 0n : refundedTotal(dana);
    if (order.refunded > refunded) return `refunded ${order.refunded}, at DANA ${refunded}`;
    const voided = dana?.voided ?? 0n;
    return order.voided > voided ? `voided ${order.voided}, at DANA ${voided}` : null;
  }

  return { listener, missingFor, overstatement };
}

/** False if DANA has nothing under this reference, or an order of the merchant's other software. */
export function isIt(dana: DanaOrder | undefined, order: Order): dana is DanaOrder {
  return dana !== undefined && !(dana.isForeign && dana.amount !== order.amount);
}
export type Evidence = ReturnType<typeof createEvidence>;
