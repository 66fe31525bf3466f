import type {
  DanaOperation,
  OverviewQuery,
  PendingOperationKind,
  ReplayEffect,
} from '../../core/generated/graphql.ts';
import type { Words } from './fact-words.ts';

/** The totals of the overview. */
export type TotalName = Exclude<
  keyof OverviewQuery['overview'],
  '__typename' | 'asOf' | 'day' | 'dashboardUrl' | 'dana'
>;

/** The totals of the overview, for people. A new total does not compile without its words. */
export const totalWords: Words<TotalName> = {
  paid: { EN: 'Paid today', ID: 'Dibayar hari ini' },
  givenBack: { EN: 'Given back today', ID: 'Dikembalikan hari ini' },
  chargedBack: { EN: 'Taken back by banks today', ID: 'Ditarik kembali oleh bank hari ini' },
  settled: { EN: 'Settlement files imported today', ID: 'Berkas settlement yang diimpor hari ini' },
  unknownOrders: { EN: 'Orders not known yet', ID: 'Pesanan yang belum diketahui' },
  awaitingPayment: { EN: 'Orders that wait for the payer', ID: 'Pesanan yang menunggu pembayar' },
  pendingRefunds: { EN: 'Refunds pending', ID: 'Pengembalian dana yang diproses' },
  pendingCancellations: { EN: 'Cancellations pending', ID: 'Pembatalan yang diproses' },
};

/** What DANA is called for, for people. */
export const danaWords: Words<DanaOperation> = {
  consultPay: { EN: 'Payment options', ID: 'Pilihan pembayaran' },
  createOrder: { EN: 'New orders', ID: 'Pesanan baru' },
  queryPayment: { EN: 'Queries', ID: 'Pertanyaan status' },
  cancelOrder: { EN: 'Cancellations', ID: 'Pembatalan' },
  refundOrder: { EN: 'Refunds', ID: 'Pengembalian dana' },
};

/** The kinds of operations that are pending, for people. */
export const pendingWords: Words<PendingOperationKind> = {
  CREATE: { EN: 'Orders', ID: 'Pesanan' },
  REFUND: { EN: 'Refunds', ID: 'Pengembalian dana' },
  CANCEL: { EN: 'Cancellations', ID: 'Pembatalan' },
};

/** What judging a notification again does, for people. */
export const effectWords: Words<ReplayEffect> = {
  APPLIED: { EN: 'Changes its order', ID: 'Mengubah pesanannya' },
  UNCHANGED: { EN: 'Fits its order; nothing new', ID: 'Cocok dengan pesanannya; tidak ada yang baru' },
  KEPT: { EN: 'Still must not change an order', ID: 'Masih tidak boleh mengubah pesanan' },
  AGREES: { EN: 'Counted already', ID: 'Sudah diperhitungkan' },
  DISPUTED: {
    EN: 'Counted already, and would not be accepted today',
    ID: 'Sudah diperhitungkan, tetapi kini tidak akan diterima',
  },
};
