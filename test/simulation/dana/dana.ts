import { type Rupiah, rupiah } from '../../../src/domain/money.ts';
import type {
  CancelOrderAnswer,
  CreateOrderAnswer,
  DeclinedAnswer,
  DeclineReason,
  PaymentReport,
  QueryOrderAnswer,
  RefundOrderAnswer,
  UnknownAnswer,
} from '../../../src/use-cases/ports/payment-provider.ts';
import type { Dice } from '../world/dice.ts';
import type { Faults } from '../world/faults.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import {
  cancelObstacle,
  type DanaOrder,
  type DanaRefund,
  isOpen,
  refundableLeft,
  reportOf,
} from './dana-order.ts';
import type { Ledger } from './ledger.ts';
import { readCreateRequest, readRefundRequest } from './requests.ts';

export interface DanaNeeds {
  readonly time: VirtualTime;
  readonly dice: Dice;
  readonly faults: Faults;
  readonly ledger: Ledger;
}

/** A refund or cancellation in progress is done, or declined, within this time. */
const progressMaxMs = 10 * 60_000;
/** How far DANA's reports may lag behind what it did. */
const lagMaxMs = 30_000;

/**
 * DANA's API, behind the network: the effect of a request that reached it. Creates and refunds are idempotent by
 * reference and content, cancellations by the order; a declined refund stays declined, and a repeat gets the
 * same answer.
 */
export function createDana({ time, dice, faults, ledger }: DanaNeeds) {
  // Nobody has captured what DANA does about a refund of a frozen order.
  const doesFreezeForbid = dice.hits(0.5);
  const accounts = new Map<string, { readonly report: PaymentReport; readonly atMs: number }>();

  /** In progress: done later, or declined later. */
  function later(finish: (isRefused: boolean) => void): UnknownAnswer {
    time.at(time.nowMs() + dice.between(500, dice.pick([5_000, 60_000, progressMaxMs])), () =>
      finish(faults.strikes('progress ends in refusal')),
    );
    return inProgress;
  }

  /** The answer to a query. Reads may lag: a report may show the order of up to half a minute ago. */
  function accountOf(order: DanaOrder): PaymentReport {
    const earlier = accounts.get(order.partnerReferenceNo);
    const isUsable = earlier !== undefined && time.nowMs() - earlier.atMs <= lagMaxMs;
    if (isUsable && faults.strikes('account out of date')) return earlier.report;
    const report = reportOf(order);
    accounts.set(order.partnerReferenceNo, { report, atMs: time.nowMs() });
    return report;
  }

  /** DANA's records are wrong for a moment: a report claims more returned money than is possible. */
  function overstated(report: PaymentReport): PaymentReport {
    const { amount, refunded, voided } = report;
    if (amount === null || refunded === null || voided === null) return report;
    if (refunded + voided === 0n || !faults.strikes('more given back than paid, in an account'))
      return report;
    const beyond = rupiah(amount + BigInt(dice.pick([1, 100])) * 100n);
    return voided > 0n ? { ...report, voided: beyond } : { ...report, refunded: beyond };
  }

  function repeatedRefund(refund: DanaRefund, content: string): RefundOrderAnswer {
    if (refund.content !== content) return declined('4045818', 'INCONSISTENT_REQUEST');
    if (refund.status === 'DECLINED') return declined('4035815', 'OTHER');
    if (refund.status === 'IN_PROGRESS') return inProgress;
    if (faults.strikes('repeated refund refused')) return declined('4035802', 'OTHER');
    return { kind: 'accepted', refundNo: refund.refundNo };
  }

  function refundObstacle(order: DanaOrder, amount: Rupiah): DeclinedAnswer | null {
    if (order.state !== 'SUCCESS' || order.cancellation === 'IN_PROGRESS') {
      return declined('4045800', 'INVALID_STATUS');
    }
    if (order.isFrozen && doesFreezeForbid) return declined('4035815', 'NOT_PERMITTED');
    if (amount > refundableLeft(order)) return declined('4035802', 'OTHER');
    if (!faults.strikes('refund refused')) return null;
    return dice.hits(0.5)
      ? declined('4035814', 'INSUFFICIENT_MERCHANT_BALANCE')
      : declined('4035815', 'OTHER');
  }

  function cancelRefusal(order: DanaOrder): DeclinedAnswer | null {
    if (order.cancellation === 'DECLINED') {
      order.cancellation = null;
      return declined('4035715', 'OTHER');
    }
    const obstacle = cancelObstacle(order, time.nowMs());
    if (obstacle !== null) return declined(obstacle === 'TOO_LATE' ? '4035700' : '4045700', obstacle);
    if (order.isFrozen || order.chargedBack > 0n) return declined('4035715', 'NOT_PERMITTED');
    if (!faults.strikes('cancel refused')) return null;
    return dice.hits(0.5)
      ? declined('4035714', 'INSUFFICIENT_MERCHANT_BALANCE')
      : declined('4035705', 'OTHER');
  }

  return {
    create(content: string): CreateOrderAnswer {
      const request = readCreateRequest(content);
      const earlier = ledger.orders.get(request.partnerReferenceNo);
      if (earlier === undefined) {
        if (time.nowMs() >= request.expiresAtMs) return declined('4005401', 'OTHER');
        if (faults.strikes('create refused')) return declined('4035405', 'OTHER');
      } else {
        if (earlier.content !== content) return declined('4045418', 'INCONSISTENT_REQUEST');
        if (faults.strikes('repeated create refused')) return declined('4035415', 'OTHER');
      }
      const { referenceNo } = earlier ?? ledger.open(request, content, false);
      return { kind: 'accepted', referenceNo, instruction: virtualAccount };
    },

    query(partnerReferenceNo: string): QueryOrderAnswer {
      const order = ledger.orders.get(partnerReferenceNo);
      if (order === undefined) return { kind: 'notFound' };
      const report = overstated(accountOf(order));
      return faults.strikes('state not recognised')
        ? { kind: 'found', report: { ...report, state: 'UNRECOGNISED' } }
        : { kind: 'found', report };
    },

    cancel(partnerReferenceNo: string): CancelOrderAnswer {
      const order = ledger.orders.get(partnerReferenceNo);
      if (order === undefined) return declined('4045701', 'NOT_FOUND');
      if (order.state === 'CANCELLED') {
        const isRefused = faults.strikes('cancelled order refuses to be cancelled');
        return isRefused ? declined('4045700', 'INVALID_STATUS') : { kind: 'accepted' };
      }
      if (order.cancellation === 'IN_PROGRESS') return inProgress;
      const refusal = cancelRefusal(order);
      if (refusal !== null) return refusal;
      if (!faults.strikes('in progress')) {
        ledger.cancel(order);
        return { kind: 'accepted' };
      }
      order.cancellation = 'IN_PROGRESS';
      return later((isRefused) => {
        order.cancellation = isRefused ? 'DECLINED' : null;
        // An order that ended in the meantime stays as it is; a payment in the meantime is returned.
        if (!isRefused && (isOpen(order) || order.state === 'SUCCESS')) ledger.cancel(order);
      });
    },

    refund(content: string): RefundOrderAnswer {
      const { partnerReferenceNo, partnerRefundNo, amount } = readRefundRequest(content);
      const order = ledger.orders.get(partnerReferenceNo);
      if (order === undefined) return declined('4045801', 'NOT_FOUND');
      const earlier = order.refunds.get(partnerRefundNo);
      if (earlier !== undefined) return repeatedRefund(earlier, content);
      const refundNo = `${order.referenceNo}-R${order.refunds.size + 1}`;
      const refund: DanaRefund = {
        ...{ partnerRefundNo, refundNo, amount, content },
        status: 'DECLINED',
        isReturned: false,
      };
      const obstacle = refundObstacle(order, amount);
      order.refunds.set(partnerRefundNo, refund);
      if (obstacle !== null) return obstacle;
      if (!faults.strikes('in progress')) {
        refund.status = 'DONE';
        return { kind: 'accepted', refundNo };
      }
      refund.status = 'IN_PROGRESS';
      return later((isRefused) => {
        refund.status = isRefused ? 'DECLINED' : 'DONE';
      });
    },
  };
}
export type Dana = ReturnType<typeof createDana>;

const virtualAccount = { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: '8059000000000001' } as const;

const inProgress: UnknownAnswer = {
  kind: 'unknown',
  reason: '202 Request In Progress',
  isOurFault: false,
  isInProgress: true,
};

function declined(responseCode: string, reason: DeclineReason): DeclinedAnswer {
  return { kind: 'declined', responseCode, responseMessage: `refused (${reason})`, reason };
}
