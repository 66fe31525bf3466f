import type { IncidentKind } from '../../core/generated/graphql.ts';
import type { Language } from './wording.ts';

/** The kinds of incidents, for people. A new kind does not compile without its words. */
export const incidentWords: Readonly<Record<IncidentKind, Readonly<Record<Language, string>>>> = {
  QUARANTINED: {
    EN: 'A notification does not fit its order',
    ID: 'Notifikasi tidak cocok dengan pesanannya',
  },
  ORPHANED: { EN: 'A notification of an unknown order', ID: 'Notifikasi pesanan yang tidak dikenal' },
  CONTRADICTED: { EN: 'DANA contradicts itself or the order', ID: 'DANA bertentangan dengan pesanan' },
  UNKNOWN_FOR_LONG: { EN: 'No clear answer for long', ID: 'Lama tanpa jawaban yang pasti' },
  STUCK: { EN: 'The gateway cannot carry on', ID: 'Gateway tidak dapat melanjutkan' },
  MISCONFIGURED: { EN: 'DANA rejects the gateway', ID: 'DANA menolak gateway' },
  CREATED_BEFORE: { EN: 'DANA had the order before', ID: 'Pesanan sudah ada di DANA' },
  REFUNDED_ELSEWHERE: { EN: 'Refunded outside of this gateway', ID: 'Dikembalikan di luar gateway ini' },
  REFUND_RETURNED: { EN: 'A refund came back', ID: 'Pengembalian dana kembali' },
  CHARGED_BACK: { EN: 'Taken back by the payer’s bank', ID: 'Ditarik kembali oleh bank pembayar' },
  FROZEN: { EN: 'DANA holds the money', ID: 'Dana ditahan oleh DANA' },
  INSUFFICIENT_MERCHANT_BALANCE: { EN: 'The balance at DANA is too low', ID: 'Saldo di DANA tidak cukup' },
  SETTLEMENT_AMOUNT_DIFFERS: { EN: 'Settled with another amount', ID: 'Jumlah settlement berbeda' },
  SETTLEMENT_FEE_DIFFERS: { EN: 'A settlement does not add up', ID: 'Hitungan settlement tidak cocok' },
  SETTLEMENT_UNKNOWN: { EN: 'Settled, but unknown here', ID: 'Ada di settlement, tidak dikenal di sini' },
  SETTLEMENT_DOUBLED: { EN: 'Settled twice', ID: 'Dua kali di settlement' },
  SETTLEMENT_MISSING: { EN: 'Missing in the settlement', ID: 'Tidak ada di settlement' },
  SETTLEMENT_ADJUSTMENT: {
    EN: 'Money of an unnamed refund came back',
    ID: 'Dana pengembalian tanpa nomor kembali',
  },
  EVENT_UNDELIVERED: { EN: 'Events are not accepted', ID: 'Kejadian tidak diterima server toko' },
  BACKGROUND_WORK_FAILING: { EN: 'Background work fails', ID: 'Pekerjaan latar gagal' },
};
