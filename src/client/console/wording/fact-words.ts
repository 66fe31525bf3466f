import type {
  ActorKind,
  ApprovalAct,
  OrderEventSource,
  OrderEventType,
  ReportedState,
} from '../../core/generated/graphql.ts';
import type { Language } from './wording.ts';

/** A text of each name, in both languages. */
export type Words<Name extends string> = Readonly<Record<Name, Readonly<Record<Language, string>>>>;

/** What happened to an order, for people. A new kind of event does not compile without its words. */
export const eventWords: Words<OrderEventType> = {
  CREATED: { EN: 'Order recorded', ID: 'Pesanan dicatat' },
  ACCEPTED: { EN: 'Order accepted by DANA, not paid yet', ID: 'Pesanan diterima DANA, belum dibayar' },
  DECLINED: { EN: 'Declined by DANA', ID: 'Ditolak DANA' },
  NOT_FOUND: { EN: 'DANA does not have it, said once', ID: 'Tidak ada di DANA, kata DANA sekali' },
  NEVER_CREATED: { EN: 'DANA never had it', ID: 'Tidak pernah ada di DANA' },
  PAID: { EN: 'Paid', ID: 'Dibayar' },
  PAYMENT_FAILED: { EN: 'The payment failed', ID: 'Pembayaran gagal' },
  EXPIRED: { EN: 'Order closed by DANA without a payment', ID: 'Pesanan ditutup DANA tanpa pembayaran' },
  CANCELLATION_REQUESTED: { EN: 'Cancellation requested', ID: 'Pembatalan diminta' },
  CANCELLED: { EN: 'Order cancelled by DANA', ID: 'Pesanan dibatalkan oleh DANA' },
  CANCELLATION_DECLINED: { EN: 'Cancellation declined by DANA', ID: 'Pembatalan ditolak DANA' },
  APPROVAL_REQUESTED: { EN: 'A second person was asked', ID: 'Orang kedua dimintai persetujuan' },
  APPROVAL_GRANTED: { EN: 'Approved by a second person', ID: 'Disetujui orang kedua' },
  APPROVAL_REFUSED: { EN: 'Refused by a second person', ID: 'Ditolak orang kedua' },
  APPROVAL_EXPIRED: { EN: 'Nobody decided within 24 hours', ID: 'Tidak ada keputusan dalam 24 jam' },
  REFUND_REQUESTED: { EN: 'Refund requested', ID: 'Pengembalian dana diminta' },
  REFUNDED: { EN: 'Refunded', ID: 'Dana dikembalikan' },
  REFUND_DECLINED: { EN: 'Refund declined by DANA', ID: 'Pengembalian dana ditolak DANA' },
  REFUND_RETURNED: {
    EN: 'The refund could not be delivered and came back',
    ID: 'Pengembalian dana tidak dapat diteruskan dan kembali',
  },
  CHARGEBACK_WON: {
    EN: 'Dispute won, as two people attested',
    ID: 'Sengketa dimenangkan, dinyatakan dua orang',
  },
  REFUNDED_BY_TRANSFER: {
    EN: 'Refunded by bank transfer, as two people attested',
    ID: 'Dikembalikan melalui transfer bank, dinyatakan dua orang',
  },
  ADJUSTMENT_ASSIGNED: {
    EN: 'An adjustment belongs to this refund, as two people attested',
    ID: 'Penyesuaian milik pengembalian dana ini, dinyatakan dua orang',
  },
  REFUNDED_ELSEWHERE: { EN: 'Refunded outside of this gateway', ID: 'Dikembalikan di luar gateway ini' },
  CHARGED_BACK: { EN: 'Taken back by the payer’s bank', ID: 'Ditarik kembali oleh bank pembayar' },
  CHARGEBACK_RETURNED: { EN: 'Returned by the payer’s bank', ID: 'Dikembalikan oleh bank pembayar' },
  FROZEN: { EN: 'DANA holds the money', ID: 'Dana ditahan oleh DANA' },
  RELEASED: { EN: 'DANA released the money', ID: 'Dana dilepas oleh DANA' },
  CONTRADICTED: { EN: 'A fact contradicts the order', ID: 'Sebuah fakta bertentangan dengan pesanan' },
};

/** What a second person decides about. */
export const actWords: Words<ApprovalAct> = {
  REFUND: { EN: 'Refund', ID: 'Kembalikan dana' },
  CANCELLATION: { EN: 'Cancel order', ID: 'Batalkan pesanan' },
  CHARGEBACK_WON: { EN: 'Dispute won', ID: 'Sengketa dimenangkan' },
  REFUNDED_BY_TRANSFER: { EN: 'Refunded by bank transfer', ID: 'Dana dikembalikan melalui transfer bank' },
  ADJUSTMENT_ASSIGNED: {
    EN: 'Adjustment belongs to a refund',
    ID: 'Penyesuaian milik sebuah pengembalian dana',
  },
};

/** What DANA answered when it was asked, after "DANA answered at …:". */
export const reportWords: Words<ReportedState> = {
  NOT_PAID: { EN: 'not paid', ID: 'belum dibayar' },
  PAID: { EN: 'paid', ID: 'sudah dibayar' },
  CANCELLED: { EN: 'cancelled', ID: 'dibatalkan' },
  CLOSED: { EN: 'closed', ID: 'ditutup' },
  FAILED: { EN: 'the payment failed', ID: 'pembayaran gagal' },
  NOT_FOUND: { EN: 'DANA does not have this order', ID: 'pesanan ini tidak ada di DANA' },
};

/** Through which source a fact reached the gateway. */
export const sourceWords: Words<OrderEventSource> = {
  API: { EN: 'Request to the gateway', ID: 'Permintaan ke gateway' },
  CREATE_ANSWER: { EN: 'DANA’s answer to the order', ID: 'Jawaban DANA atas pesanan' },
  CANCEL_ANSWER: { EN: 'DANA’s answer to the cancellation', ID: 'Jawaban DANA atas pembatalan' },
  REFUND_ANSWER: { EN: 'DANA’s answer to the refund', ID: 'Jawaban DANA atas pengembalian dana' },
  FINISH_NOTIFY: { EN: 'DANA’s signed notification', ID: 'Notifikasi DANA bertanda tangan' },
  GATEWAY: { EN: 'The gateway itself', ID: 'Gateway sendiri' },
  QUERY: { EN: 'DANA’s answer to a query', ID: 'Jawaban DANA atas pertanyaan gateway' },
  SETTLEMENT: { EN: 'DANA’s settlement file', ID: 'Berkas settlement DANA' },
  OPERATOR: { EN: 'A person', ID: 'Seseorang' },
};

/** Who caused a fact, if it has no name. */
export const actorWords: Words<ActorKind> = {
  SERVER_KEY: { EN: 'The shop’s server', ID: 'Server toko' },
  CLIENT_TOKEN: { EN: 'The payer', ID: 'Pembayar' },
  CHECKOUT_TOKEN: { EN: 'The payer', ID: 'Pembayar' },
  GATEWAY: { EN: 'The gateway', ID: 'Gateway' },
  DANA: { EN: 'DANA', ID: 'DANA' },
  OPERATOR: { EN: 'A person', ID: 'Seseorang' },
};

/** Who caused a fact: by name, or else in words. */
export function actorName(
  { kind, name }: { readonly kind: ActorKind; readonly name?: string | null | undefined },
  language: Language,
): string {
  return name ?? actorWords[kind][language];
}
