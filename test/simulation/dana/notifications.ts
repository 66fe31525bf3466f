import { type Rupiah, rupiah } from '../../../src/domain/money.ts';
import type { PaidWith } from '../../../src/domain/order.ts';
import type { TranslatedFinishNotify } from '../../../src/use-cases/ports/finish-notify.ts';
import type { PaymentReport } from '../../../src/use-cases/ports/payment-provider.ts';
import type { DanaOrder } from './dana-order.ts';

/** The merchant of every world. */
export const merchantId = '216620000000000000001';

/** The body of a Finish Notify, as text that is stored and read again. */
interface Body {
  readonly partnerReferenceNo: string;
  readonly referenceNo: string;
  readonly merchantId: string;
  readonly currency: string;
  readonly amount: string;
  readonly status: string;
  readonly state: PaymentReport['state'];
  readonly paidAtMs: number | null;
  /** Amounts as text. */
  readonly paidWith: readonly (Omit<PaidWith, 'amount'> & { readonly amount: string | null })[];
}

/** Ways in which a genuine notification may not fit its order; each must leave it untouched. */
export const misfits = {
  'amount off by one rupiah': (body: Body): Body => ({ ...body, amount: String(BigInt(body.amount) + 100n) }),
  'another merchant': (body: Body): Body => ({ ...body, merchantId: '216620000000000000002' }),
  'another currency': (body: Body): Body => ({ ...body, currency: 'USD' }),
  'unknown status': (body: Body): Body => ({ ...body, status: '99', state: 'UNRECOGNISED' }),
  'another referenceNo': (body: Body): Body => ({ ...body, referenceNo: 'DANA-999' }),
  'unknown order': (body: Body): Body => ({ ...body, partnerReferenceNo: `${body.partnerReferenceNo}-gone` }),
} as const;
export type Misfit = keyof typeof misfits;

export function writeNotification(
  order: DanaOrder,
  state: 'PAID' | 'CLOSED' | 'CANCELLED',
  mismatchOf?: Misfit,
): string {
  const { partnerReferenceNo, referenceNo, amount, paidAtMs } = order;
  const status = state === 'PAID' ? '00' : '05';
  const body: Body = {
    partnerReferenceNo,
    referenceNo,
    merchantId,
    currency: 'IDR',
    amount: String(amount),
    status,
    state,
    paidAtMs,
    paidWith: order.paidWith.map((one) => ({
      ...one,
      amount: one.amount === null ? null : String(one.amount),
    })),
  };
  return JSON.stringify(mismatchOf === undefined ? body : misfits[mismatchOf](body));
}

/** Translates a notification's body in place of the room `dana/`. */
export function translateNotification(bytes: Uint8Array): TranslatedFinishNotify {
  const body = JSON.parse(Buffer.from(bytes).toString()) as Body;
  const isPaid = body.state === 'PAID';
  const notify = {
    partnerReferenceNo: body.partnerReferenceNo,
    merchantId: body.merchantId,
    currency: body.currency,
    latestTransactionStatus: body.status,
    report: {
      state: body.state,
      referenceNo: body.referenceNo,
      amount: rupiah(BigInt(body.amount)),
      paidAt: isPaid && body.paidAtMs !== null ? new Date(body.paidAtMs) : null,
      paidWith: isPaid ? body.paidWith.map((one) => ({ ...one, amount: amountOf(one.amount) })) : [],
      refunded: null,
      voided: null,
      chargedBack: null,
      isFrozen: null,
    },
  };
  return { kind: 'understood', notify };
}

function amountOf(text: string | null): Rupiah | null {
  return text === null ? null : rupiah(BigInt(text));
}
