import { zeroRupiah } from '../../../src/domain/money.ts';
import type { Faults } from '../world/faults.ts';
import type { VirtualTime } from '../world/virtual-time.ts';
import { cancelNow, type DanaOrder, enter } from './dana-order.ts';
import type { CreateRequest } from './requests.ts';

/** What DANA reports by Finish Notify. */
export type Announce = (order: DanaOrder, state: 'PAID' | 'CLOSED' | 'CANCELLED') => void;

export interface LedgerNeeds {
  readonly time: VirtualTime;
  readonly faults: Faults;
  readonly announce: Announce;
  /** Called when an order is paid. */
  readonly choosePurses: (order: DanaOrder) => DanaOrder['paidWith'];
}

/** The orders that DANA has, and the changes of which it notifies the merchant. */
export function createLedger({ time, faults, announce, choosePurses }: LedgerNeeds) {
  const orders = new Map<string, DanaOrder>();

  function close(order: DanaOrder): void {
    enter(order, 'CLOSED');
    announce(order, 'CLOSED');
  }

  return {
    orders,

    /** An unpaid order closes by itself when it expires. */
    open(request: CreateRequest, content: string, isForeign: boolean): DanaOrder {
      const order: DanaOrder = {
        ...request,
        referenceNo: `DANA-${orders.size + 1}`,
        content,
        isForeign,
        state: 'INIT',
        pastStates: new Set(['INIT']),
        paidAtMs: null,
        paidWith: [],
        refunds: new Map(),
        refundedElsewhere: zeroRupiah,
        chargedBack: zeroRupiah,
        isFrozen: false,
        disputedAtMs: null,
        voided: zeroRupiah,
        cancellation: null,
        isTouchedElsewhere: false,
      };
      orders.set(request.partnerReferenceNo, order);
      time.at(request.expiresAtMs, () => {
        if (order.state === 'INIT') close(order);
      });
      return order;
    },

    close,

    pay(order: DanaOrder): void {
      order.paidAtMs = time.nowMs();
      order.paidWith = choosePurses(order);
      enter(order, 'SUCCESS');
      announce(order, 'PAID');
    },

    cancel(order: DanaOrder): void {
      cancelNow(order);
      if (!faults.strikes('cancel notified')) return;
      // DANA does not document whether it notifies of a cancellation, and with which status.
      announce(order, faults.strikes('cancel notified as a close') ? 'CLOSED' : 'CANCELLED');
    },
  };
}
export type Ledger = ReturnType<typeof createLedger>;
