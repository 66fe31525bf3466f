import type { Translated } from '../../domain/words/translated.ts';
import type { UnavailableReason } from '../../use-cases/outcomes.ts';
import type { Outcome } from '../schema/outcome-union.ts';

/**
 * The outcomes that are failures: all except successes, pending outcomes and the payment options themselves.
 */
export type ProblemKind = Exclude<
  Outcome['kind'],
  `${string}Success` | `${string}Pending` | 'PaymentOptions'
>;

/** One of these failures, as the use case returned it. */
export type Problem = Extract<Outcome, { kind: ProblemKind }>;

/** Returns the message of a problem for people. */
export function problemMessage(problem: Problem): Translated {
  return problem.kind === 'TemporarilyUnavailable'
    ? unavailableMessages[problem.reason]
    : problemMessages[problem.kind];
}

/** The message of each problem. TemporarilyUnavailable has one for each reason: see `unavailableMessages`. */
export const problemMessages: Readonly<Record<Exclude<ProblemKind, 'TemporarilyUnavailable'>, Translated>> = {
  InvalidInput: {
    EN: 'Some values are not allowed. Please check the list of issues.',
    ID: 'Beberapa isian belum sesuai. Silakan periksa keterangannya.',
  },
  PartnerReferenceNoConflict: {
    EN: 'This order number has already been used for an order with different content.',
    ID: 'Nomor pesanan ini sudah dipakai untuk pesanan dengan isi yang berbeda.',
  },
  ProviderDeclined: {
    EN: 'DANA declined this request.',
    ID: 'DANA menolak permintaan ini.',
  },
  OrderNotFound: {
    EN: 'There is no such order.',
    ID: 'Pesanan tidak ditemukan.',
  },
  OrderNotCancellable: {
    EN: 'This order can no longer be cancelled.',
    ID: 'Pesanan ini tidak dapat dibatalkan lagi.',
  },
  OrderNotRefundable: {
    EN: 'This order cannot be refunded.',
    ID: 'Dana untuk pesanan ini tidak dapat dikembalikan.',
  },
  RefundExceedsBalance: {
    EN: 'The refund is larger than the amount that can still be refunded for this order.',
    ID: 'Jumlah pengembalian dana melebihi sisa yang dapat dikembalikan untuk pesanan ini.',
  },
  PartnerRefundNoConflict: {
    EN: 'This refund number has already been used for a refund with different content.',
    ID: 'Nomor pengembalian dana ini sudah dipakai untuk pengembalian dana dengan isi yang berbeda.',
  },
  ApprovalRequired: {
    EN: 'A second person must approve this. Nothing has been sent to DANA yet.',
    ID: 'Permintaan ini perlu disetujui oleh orang kedua. Belum ada yang dikirim ke DANA.',
  },
  ApprovalDenied: {
    EN: 'This refund was not approved.',
    ID: 'Pengembalian dana ini tidak disetujui.',
  },
  ApprovalNotFound: {
    EN: 'There is no such request.',
    ID: 'Permintaan tidak ditemukan.',
  },
  ApprovalClosed: {
    EN: 'This request has already been decided or has expired.',
    ID: 'Permintaan ini sudah diputuskan atau sudah kedaluwarsa.',
  },
  SecondPersonNeeded: {
    EN: 'Another person must decide about this request.',
    ID: 'Permintaan ini harus diputuskan oleh orang lain.',
  },
  PersonNeeded: {
    EN: 'Only a person can do this, with a key of their own.',
    ID: 'Tindakan ini hanya dapat dilakukan oleh seseorang dengan kunci miliknya sendiri.',
  },
  FactDoesNotFit: {
    EN: 'This does not fit what is on record of the order.',
    ID: 'Fakta ini tidak sesuai dengan catatan pesanan.',
  },
  EvidenceConflict: {
    EN: 'This reference has already been used with different content.',
    ID: 'Nomor bukti ini sudah dipakai dengan isi yang berbeda.',
  },
  RefundBatchConflict: {
    EN: 'This batch number has already been used with different content.',
    ID: 'Nomor batch ini sudah dipakai dengan isi yang berbeda.',
  },
  RefundBatchNotFound: {
    EN: 'There is no such batch of refunds.',
    ID: 'Batch pengembalian dana tidak ditemukan.',
  },
  RefundBatchClosed: {
    EN: 'This batch of refunds is in another state by now.',
    ID: 'Status batch pengembalian dana ini sudah berubah.',
  },
  OtherPersonNeeded: {
    EN: 'Another person must decide about this batch of refunds.',
    ID: 'Batch pengembalian dana ini harus diputuskan oleh orang lain.',
  },
  CeilingExceeded: {
    EN: 'This is more than you may give back.',
    ID: 'Jumlah ini melebihi batas pengembalian dana Anda.',
  },
  CheckoutPaid: {
    EN: 'This checkout has been paid. Refund or cancel its order to return the money.',
    ID: 'Transaksi ini sudah dibayar. Untuk mengembalikan dananya, batalkan atau kembalikan dana pesanannya.',
  },
  CheckoutNotFound: {
    EN: 'There is no such checkout.',
    ID: 'Transaksi tidak ditemukan.',
  },
  CheckoutClosed: {
    EN: 'This checkout can no longer be paid.',
    ID: 'Pembayaran untuk transaksi ini sudah ditutup.',
  },
  HistoryChanged: {
    EN: 'The list of events has changed since this cursor was issued. Continue from startAfter.',
    ID: 'Daftar kejadian telah berubah sejak kursor ini diberikan. Silakan lanjutkan dari startAfter.',
  },
  ReceiverNotFound: {
    EN: 'There is no such receiver of events.',
    ID: 'Penerima kejadian tidak ditemukan.',
  },
  IncidentNotFound: {
    EN: 'There is no such incident.',
    ID: 'Insiden tidak ditemukan.',
  },
  OrderFrozen: {
    EN: 'DANA is holding the money of this order, so it cannot be returned now.',
    ID: 'Dana untuk pesanan ini sedang ditahan oleh DANA, sehingga belum dapat dikembalikan.',
  },
  InsufficientMerchantBalance: {
    EN: "The merchant's DANA balance does not cover this amount.",
    ID: 'Saldo DANA merchant tidak mencukupi untuk jumlah ini.',
  },
};

/** The message of TemporarilyUnavailable for each reason. */
export const unavailableMessages: Readonly<Record<UnavailableReason, Translated>> = {
  DANA_UNREACHABLE: {
    EN: 'DANA cannot be reached at the moment. Please try again shortly.',
    ID: 'DANA sedang tidak dapat dihubungi. Silakan coba beberapa saat lagi.',
  },
  DANA_ERROR: {
    EN: 'DANA cannot answer this request at the moment. Please try again shortly.',
    ID: 'DANA sedang tidak dapat menjawab permintaan ini. Silakan coba beberapa saat lagi.',
  },
  DANA_CREDENTIALS_REJECTED: {
    EN: 'The payment service is not available at the moment. Please try again later.',
    ID: 'Layanan pembayaran sedang tidak tersedia. Silakan coba lagi nanti.',
  },
  GATEWAY_BUSY: {
    EN: 'Too many requests are in progress. Please try again shortly.',
    ID: 'Terlalu banyak permintaan sedang diproses. Silakan coba beberapa saat lagi.',
  },
  DATABASE_UNAVAILABLE: {
    EN: 'The request could not be recorded. Please try again shortly.',
    ID: 'Permintaan belum dapat dicatat. Silakan coba beberapa saat lagi.',
  },
  CHECKOUT_BUSY: {
    EN: 'Another request for this checkout is in progress. Please try again shortly.',
    ID: 'Permintaan lain untuk transaksi ini sedang diproses. Silakan coba beberapa saat lagi.',
  },
  PREVIOUS_ATTEMPT_OPEN: {
    EN: 'The previous payment attempt has not ended yet. Please try again shortly.',
    ID: 'Percobaan pembayaran sebelumnya belum selesai. Silakan coba beberapa saat lagi.',
  },
};
