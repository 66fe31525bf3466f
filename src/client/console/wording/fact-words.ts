import type {
  ActorKind,
  ApprovalAct,
  OrderEventSource,
  ReportedState,
} from '../../core/generated/graphql.ts';
import type { Language } from './wording.ts';

/** A text of each name, in both languages. */
export type Words<Name extends string> = Readonly<Record<Name, Readonly<Record<Language, string>>>>;

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
