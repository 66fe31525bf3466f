import type { Translated } from '../words/translated.ts';

/** What of an order a settlement difference is about. */
export type SettlementSubject =
  | { readonly what: 'order' | 'payment' | 'cancellation' | 'chargeback' | 'refunds made elsewhere' }
  | { readonly what: 'voucher'; readonly payMethod: string }
  | { readonly what: 'refund' | 'return of refund'; readonly partnerRefundNo: string }
  /** `partnerRefundNo`: the refund to which people assigned it. */
  | { readonly what: 'adjustment'; readonly transactionId: string; readonly partnerRefundNo?: string }
  | { readonly what: 'line'; readonly key: string };

const plain = {
  order: 'pesanan',
  payment: 'pembayaran',
  cancellation: 'pembatalan',
  chargeback: 'dana yang ditarik kembali oleh bank',
  'refunds made elsewhere': 'pengembalian dana di luar gateway ini',
} as const;

/** The subject in words. The English ones are part of an incident's `dedupeKey`: they never change. */
export function subjectWords(subject: SettlementSubject): Translated {
  switch (subject.what) {
    case 'voucher':
      return { EN: `voucher ${subject.payMethod}`, ID: `voucher ${subject.payMethod}` };
    case 'refund':
      return {
        EN: `refund ${subject.partnerRefundNo}`,
        ID: `pengembalian dana ${subject.partnerRefundNo}`,
      };
    case 'return of refund':
      return {
        EN: `return of refund ${subject.partnerRefundNo}`,
        ID: `pengembalian dana ${subject.partnerRefundNo} yang kembali`,
      };
    case 'adjustment': {
      const { transactionId, partnerRefundNo } = subject;
      if (partnerRefundNo === undefined)
        return { EN: `adjustment ${transactionId}`, ID: `penyesuaian ${transactionId}` };
      return {
        EN: `adjustment ${transactionId}, assigned to refund ${partnerRefundNo}`,
        ID: `penyesuaian ${transactionId}, yang ditetapkan untuk pengembalian dana ${partnerRefundNo}`,
      };
    }
    case 'line':
      return { EN: `line ${subject.key}`, ID: `baris ${subject.key}` };
    default:
      return { EN: subject.what, ID: plain[subject.what] };
  }
}
