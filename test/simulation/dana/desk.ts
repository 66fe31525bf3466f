import { rupiah } from '../../../src/domain/money.ts';
import type { Faults, ScriptedFault } from '../world/faults.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import { cancelObstacle, type DanaOrder, enter, isOpen, refundableLeft } from './dana-order.ts';
import type { Ledger } from './ledger.ts';
import type { CreateRequest } from './requests.ts';

/** A payer who began to pay and did not finish is given up this long after the order expired. */
const payingGraceMs = 5 * 60_000;

/** DANA for everybody who does not use its API: payers, banks, and the merchant's people in its portal. */
export function createDesk(needs: { time: VirtualTime; faults: Faults; ledger: Ledger }) {
  const { time, faults, ledger } = needs;

  function touch(order: DanaOrder, how: ScriptedFault): void {
    faults.count(how);
    order.isTouchedElsewhere = true;
  }

  function dispute(order: DanaOrder, how: ScriptedFault): void {
    touch(order, how);
    order.disputedAtMs = time.nowMs();
  }

  return {
    /** Creates an order with other software of the merchant; does nothing if the reference is taken. */
    open(request: CreateRequest): void {
      if (ledger.orders.has(request.partnerReferenceNo)) return;
      faults.count('order made elsewhere');
      ledger.open(request, 'made elsewhere', true);
    },

    startPaying(order: DanaOrder): void {
      if (order.state !== 'INIT') return;
      enter(order, 'PAYING');
      time.at(order.expiresAtMs + payingGraceMs, () => {
        if (order.state === 'PAYING') ledger.close(order);
      });
    },

    pay(order: DanaOrder): void {
      if (isOpen(order)) ledger.pay(order);
    },

    /** Money that was on its way when the order ended unpaid: DANA keeps it. Never a second payment. */
    payLate(order: DanaOrder): void {
      if (order.paidAtMs !== null) return;
      if (!isOpen(order)) touch(order, 'late money');
      ledger.pay(order);
    },

    /** The bank declines: the order is closed before its time, and reported as closed. */
    refusePayment(order: DanaOrder): void {
      if (isOpen(order)) ledger.close(order);
    },

    /** SNAP's 06, which DANA sends no notification about. */
    failPayment(order: DanaOrder): void {
      if (!isOpen(order)) return;
      faults.count('payment failed for good');
      enter(order, 'FAILED');
    },

    /** `share` of what is left, in quarters. */
    refund(order: DanaOrder, share: number): void {
      const left = refundableLeft(order);
      if (order.state !== 'SUCCESS' || order.cancellation === 'IN_PROGRESS' || left <= 0n) return;
      touch(order, 'refund made elsewhere');
      order.refundedElsewhere = rupiah(order.refundedElsewhere + (left * BigInt(Math.ceil(share * 4))) / 4n);
    },

    /** The payer's bank takes back `share` of what it has not yet, in quarters, whatever was refunded. */
    chargeBack(order: DanaOrder, share: number): void {
      if (order.paidAtMs === null) return;
      const left = order.amount - order.chargedBack;
      if (left <= 0n) return;
      dispute(order, 'charged back');
      order.chargedBack = rupiah(order.chargedBack + (left * BigInt(Math.ceil(share * 4))) / 4n);
    },

    returnChargeback(order: DanaOrder): void {
      if (order.chargedBack === 0n) return;
      dispute(order, 'chargeback returned');
      order.chargedBack = rupiah(0n);
    },

    freeze(order: DanaOrder, isFrozen: boolean): void {
      if (order.paidAtMs === null || order.isFrozen === isFrozen) return;
      dispute(order, 'frozen or released');
      order.isFrozen = isFrozen;
    },

    cancel(order: DanaOrder): void {
      if (order.state === 'CANCELLED' || order.cancellation !== null) return;
      if (cancelObstacle(order, time.nowMs()) !== null) return;
      touch(order, 'cancel made elsewhere');
      ledger.cancel(order);
    },
  };
}
export type Desk = ReturnType<typeof createDesk>;
