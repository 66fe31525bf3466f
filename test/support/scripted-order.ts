import { formatRupiah, type Rupiah, rupiah, zeroRupiah } from '../../src/domain/money.ts';
import type { PaymentReport } from '../../src/use-cases/ports/payment-provider.ts';
import type { DanaTruth } from './invariants.ts';

/** An order at the scripted DANA. */
export interface ScriptedOrder {
  readonly partnerReferenceNo: string;
  readonly referenceNo: string;
  readonly amount: Rupiah;
  readonly expiresAt: Date;
  readonly request: string;
  state: DanaTruth['state'];
  paidAt: Date | null;
  voided: Rupiah;
  readonly refunds: Map<string, { readonly amount: Rupiah; readonly request: string }>;
}

export const scriptedMerchantId = '216620000000000000001';

const states: Readonly<Record<DanaTruth['state'], PaymentReport['state']>> = {
  INIT: 'INITIATED',
  PAYING: 'PAYING',
  SUCCESS: 'PAID',
  CLOSED: 'CLOSED',
  CANCELLED: 'CANCELLED',
};

/** What was given back in all. */
export function refundedOf({ refunds }: Pick<ScriptedOrder, 'refunds'>): Rupiah {
  return [...refunds.values()].reduce((total, { amount }) => rupiah(total + amount), zeroRupiah);
}

/** What a query reports. */
export function reportOf(order: ScriptedOrder): PaymentReport {
  const { referenceNo, amount, paidAt, voided } = order;
  const paidWith =
    paidAt === null
      ? []
      : [{ payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI', amount: amount }];
  const undisputed = { chargedBack: zeroRupiah, isFrozen: false };
  const refunded = refundedOf(order);
  return {
    state: states[order.state],
    referenceNo,
    amount,
    paidAt,
    paidWith,
    refunded,
    voided,
    ...undisputed,
  };
}

/** The body of a Finish Notify, as DANA writes it. */
export function notificationOf(
  { partnerReferenceNo, referenceNo, amount, state, paidAt }: ScriptedOrder,
  now: Date,
) {
  const isPaid = state === 'SUCCESS';
  return {
    amount: { currency: 'IDR', value: formatRupiah(amount) },
    originalReferenceNo: referenceNo,
    merchantId: scriptedMerchantId,
    latestTransactionStatus: isPaid ? '00' : '05',
    additionalInfo: {},
    originalPartnerReferenceNo: partnerReferenceNo,
    createdTime: jakarta(now),
    ...(isPaid ? { finishedTime: jakarta(paidAt ?? now) } : {}),
    transactionStatusDesc: isPaid ? 'SUCCESS' : state,
  };
}

const jakartaOffsetMs = 7 * 60 * 60_000;

/** An instant as DANA writes it: `2026-01-15T10:00:00+07:00`. */
export function jakarta(instant: Date): string {
  return `${new Date(instant.getTime() + jakartaOffsetMs).toISOString().slice(0, 19)}+07:00`;
}
