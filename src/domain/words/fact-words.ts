import type { OrderFactType } from '../order-event.ts';
import type { Translated } from './translated.ts';

/** What happened to an order, for people. A new type of fact does not compile without its words. */
export const factWords: Readonly<Record<OrderFactType, Translated>> = {
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
