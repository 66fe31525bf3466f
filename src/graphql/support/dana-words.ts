import type { DeclineReason } from '../../domain/order-event.ts';
import type { Translated } from '../../domain/words/translated.ts';

/** What each kind of refusal by DANA means. */
export const declineWords: Readonly<Record<DeclineReason, Translated>> = {
  INSUFFICIENT_MERCHANT_BALANCE: {
    EN: "The merchant's balance at DANA does not cover the amount.",
    ID: 'Saldo merchant di DANA tidak mencukupi jumlah ini.',
  },
  INCONSISTENT_REQUEST: {
    EN: 'DANA has a request with this number and other content.',
    ID: 'DANA sudah menerima permintaan bernomor sama dengan isi yang berbeda.',
  },
  INVALID_STATUS: {
    EN: 'The state of the order at DANA does not allow it.',
    ID: 'Status pesanan di DANA tidak mengizinkannya.',
  },
  NOT_FOUND: { EN: 'DANA has no such order.', ID: 'Pesanan ini tidak ada di DANA.' },
  TOO_LATE: {
    EN: 'The time in which DANA allows it is over.',
    ID: 'Batas waktu yang ditentukan DANA sudah lewat.',
  },
  NOT_PERMITTED: {
    EN: 'DANA does not permit it: by agreement, because of a dispute, or because its time is over.',
    ID: 'DANA tidak mengizinkannya: karena perjanjian, sengketa, atau batas waktu yang sudah lewat.',
  },
  ORDER_FROZEN: {
    EN: 'DANA is holding the money of the order.',
    ID: 'Dana untuk pesanan ini sedang ditahan oleh DANA.',
  },
  OTHER: { EN: 'DANA declined it for good.', ID: 'DANA menolaknya dan keputusan ini final.' },
};

/** SNAP's latestTransactionStatus, as DANA uses it in notifications. */
const statusWords: Readonly<Record<string, Translated>> = {
  '00': { EN: 'The payment succeeded.', ID: 'Pembayaran berhasil.' },
  '01': { EN: 'The payment has begun.', ID: 'Pembayaran sudah dimulai.' },
  '02': { EN: 'The payment is being processed.', ID: 'Pembayaran sedang diproses.' },
  '03': { EN: 'The payment is pending.', ID: 'Pembayaran masih tertunda.' },
  '04': { EN: 'The payment was refunded.', ID: 'Pembayaran sudah dikembalikan.' },
  '05': {
    EN: 'The order was cancelled, or closed unpaid.',
    ID: 'Pesanan dibatalkan atau ditutup tanpa pembayaran.',
  },
  '06': { EN: 'The payment failed.', ID: 'Pembayaran gagal.' },
};

/** The words for a status; for one that DANA does not document, that it is not documented. */
export function statusInWords(status: string): Translated {
  return (
    statusWords[status] ?? {
      EN: 'DANA does not document this status.',
      ID: 'Status ini tidak ada dalam dokumentasi DANA.',
    }
  );
}
