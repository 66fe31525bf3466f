import { rupiah } from '../../../src/domain/money.ts';
import type { Courier } from '../dana/courier.ts';
import type { DanaOrder } from '../dana/dana-order.ts';
import type { Desk } from '../dana/desk.ts';
import type { Ledger } from '../dana/ledger.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { WorldTime } from '../world/virtual-time.ts';
import type { Act, Intent, OutsiderAct, OutsiderKind } from './act.ts';

export interface OutsidersNeeds {
  readonly time: WorldTime;
  readonly chronicle: Chronicle;
  readonly ledger: Ledger;
  readonly desk: Desk;
  readonly courier: Courier;
}

const minute = 60_000;

/**
 * People who act at DANA and not through the gateway: payers, banks, and the merchant's people in DANA's
 * portal.
 */
export function createOutsiders({ time, chronicle, ledger, desk, courier }: OutsidersNeeds) {
  const does: Readonly<Record<OutsiderKind, (order: DanaOrder, share: number) => void>> = {
    startPaying: desk.startPaying,
    pay: desk.pay,
    lateMoney: desk.payLate,
    refusePayment: desk.refusePayment,
    failPayment: desk.failPayment,
    refundElsewhere: desk.refund,
    cancelElsewhere: desk.cancel,
    chargeBack: desk.chargeBack,
    returnChargeback: desk.returnChargeback,
    freeze: (order) => desk.freeze(order, true),
    release: (order) => desk.freeze(order, false),
  };

  return {
    act({ kind, intent, share }: OutsiderAct): void {
      const order = ledger.orders.get(intent.partnerReferenceNo);
      if (order === undefined) return;
      chronicle.tell('outsider', () => `${kind} ${intent.partnerReferenceNo}`);
      does[kind](order, share);
    },

    /** Other software of the merchant uses the reference: for the same amount (a share of 1), or for another. */
    openElsewhere({ partnerReferenceNo, amount, expiresAt }: Intent, share: number): void {
      desk.open({
        partnerReferenceNo,
        amount: share === 1 ? amount : rupiah(amount * 2n),
        expiresAtMs: expiresAt?.getTime() ?? time.nowMs() + 30 * minute,
      });
    },

    mismatchOf({ intent, mismatchOf }: Extract<Act, { kind: 'mismatchOf' }>): void {
      const order = ledger.orders.get(intent.partnerReferenceNo);
      if (order === undefined) return;
      const isPaid = order.paidAtMs !== null;
      // An order without a referenceNo accepts any, so this notification must be true.
      if (!isPaid && mismatchOf === 'another referenceNo') return;
      courier.announceMisfit(order, isPaid ? 'PAID' : 'CLOSED', mismatchOf);
    },
  };
}
export type Outsiders = ReturnType<typeof createOutsiders>;
