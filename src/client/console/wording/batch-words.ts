import { describeListFault, type RefundListFault } from '../../../spreadsheets/read-refund-list.ts';
import type { LineRefusal, RefundBatchLineStatus, RefundBatchStatus } from '../../core/generated/graphql.ts';
import type { Words } from './fact-words.ts';
import type { InWords, Language } from './wording.ts';

/** The states of a batch, for people. */
export const batchStatusWords: Words<RefundBatchStatus> = {
  WAITING: { EN: 'Waits for a second person', ID: 'Menunggu orang kedua' },
  RUNNING: { EN: 'Running', ID: 'Berjalan' },
  STOPPED: { EN: 'Stopped', ID: 'Dihentikan' },
  DONE: { EN: 'Done', ID: 'Selesai' },
  REFUSED: { EN: 'Refused by a second person', ID: 'Ditolak orang kedua' },
  EXPIRED: { EN: 'Nobody decided within 24 hours', ID: 'Tidak ada keputusan dalam 24 jam' },
};

/** The states of a line, for people. */
export const batchLineWords: Words<RefundBatchLineStatus> = {
  WAITING: { EN: 'Waits', ID: 'Menunggu' },
  REQUESTED: { EN: 'Requested', ID: 'Diminta' },
  REFUSED: { EN: 'Refused', ID: 'Ditolak' },
};

/** Why a line is refused, for people. */
export const lineRefusalWords: Words<LineRefusal> = {
  ORDER_NOT_FOUND: { EN: 'No such order', ID: 'Pesanan tidak ada' },
  DUPLICATE: { EN: 'The order is in the batch already', ID: 'Pesanan sudah ada di batch ini' },
  NOT_REFUNDABLE: {
    EN: 'Not paid, or being cancelled',
    ID: 'Belum dibayar, atau sedang dibatalkan',
  },
  EXCEEDS_BALANCE: { EN: 'Not so much left to refund', ID: 'Sisa yang dapat dikembalikan tidak cukup' },
  NUMBER_TAKEN: { EN: 'Another refund has its number', ID: 'Nomornya dipakai pengembalian dana lain' },
  CANNOT_BE_SENT: { EN: 'DANA would never accept it', ID: 'DANA tidak akan menerimanya' },
};

const english = {
  none: 'There is no batch.',
  missing: 'There is no batch with this number.',
  approvalsToo: 'Batches of refunds wait in a list of their own',
  begin: 'Refund many orders',
  source: 'Which orders',
  list: 'A list (CSV)',
  search: 'A search',
  file: 'CSV with the header order,amount,reason; the last two may be missing',
  longerLists: 'The command npm run refunds reads longer lists.',
  prefix: 'Order numbers begin with',
  batchNo: 'Number of the batch; the same number again is the same batch',
  dryRun: 'Try it out',
  nothingYet: 'Nothing is recorded yet: this shows what would happen.',
  noCondition: 'Type how the order numbers begin, or a day.',
  nobody: 'No order would get anything back.',
  would: (refunds: string, lines: string, sum: string) =>
    `${refunds} of ${lines} orders would get ${sum} back in all.`,
  alone: 'No second person is needed: the refunds begin at once.',
  second: 'A second person must approve the whole batch. Nothing is sent to DANA before.',
  fixed: 'The amounts are fixed when you request the batch.',
  request: (refunds: string, sum: string) => `Request ${refunds} refunds, ${sum}`,
  refusedLines: 'What cannot be refunded',
  line: 'Line',
  sum: 'Sum',
  refundCount: 'Refunds',
  progress: 'Progress',
  ended: (ended: string, all: string) => `${ended} of ${all} lines`,
  decidedBy: 'Second person',
  report: 'Each line',
  stop: 'Stop',
  resume: 'Resume',
  stopWill: 'No further refund is requested. Those that are requested already go on.',
  resumeWill: (waiting: string) => `The gateway requests the ${waiting} refunds that wait, five a second.`,
  approveWill: (refunds: string, sum: string, name: string) =>
    `${refunds} refunds that ${name} requested go to DANA: ${sum} in all goes back to the payers.`,
  refuseWill: (sum: string) => `Nothing is sent to DANA: no payer gets any of the ${sum}.`,
} as const;

const indonesian: InWords<typeof english> = {
  none: 'Tidak ada batch.',
  missing: 'Tidak ada batch dengan nomor ini.',
  approvalsToo: 'Batch pengembalian dana ada di daftar tersendiri',
  begin: 'Kembalikan dana banyak pesanan',
  source: 'Pesanan yang mana',
  list: 'Daftar (CSV)',
  search: 'Pencarian',
  file: 'CSV dengan judul kolom order,amount,reason; dua yang terakhir boleh tidak ada',
  longerLists: 'Perintah npm run refunds membaca daftar yang lebih panjang.',
  prefix: 'Nomor pesanan diawali dengan',
  batchNo: 'Nomor batch; nomor yang sama adalah batch yang sama',
  dryRun: 'Coba dulu',
  nothingYet: 'Belum ada yang dicatat: ini yang akan terjadi.',
  noCondition: 'Isi awal nomor pesanan, atau sebuah tanggal.',
  nobody: 'Tidak ada pesanan yang akan menerima pengembalian dana.',
  would: (refunds, lines, sum) => `${refunds} dari ${lines} pesanan akan menerima kembali seluruhnya ${sum}.`,
  alone: 'Tidak perlu orang kedua: pengembalian dana langsung dimulai.',
  second: 'Orang kedua harus menyetujui seluruh batch. Sebelum itu tidak ada yang dikirim ke DANA.',
  fixed: 'Jumlahnya ditetapkan saat Anda meminta batch ini.',
  request: (refunds, sum) => `Minta ${refunds} pengembalian dana, ${sum}`,
  refusedLines: 'Yang tidak dapat dikembalikan',
  line: 'Baris',
  sum: 'Jumlah seluruhnya',
  refundCount: 'Pengembalian dana',
  progress: 'Kemajuan',
  ended: (ended, all) => `${ended} dari ${all} baris`,
  decidedBy: 'Orang kedua',
  report: 'Setiap baris',
  stop: 'Hentikan',
  resume: 'Lanjutkan',
  stopWill: 'Tidak ada lagi pengembalian dana yang diminta. Yang sudah diminta tetap diproses.',
  resumeWill: (waiting) => `Gateway meminta ${waiting} pengembalian dana yang menunggu, lima per detik.`,
  approveWill: (refunds, sum, name) =>
    `${refunds} pengembalian dana yang diminta ${name} dikirim ke DANA: seluruhnya ${sum} kembali kepada pembayar.`,
  refuseWill: (sum) => `Tidak ada yang dikirim ke DANA: ${sum} tidak kembali kepada pembayar mana pun.`,
};

/** Why a list of refunds cannot be read, in Indonesian. `line` and `most` are numbers, as text. */
const indonesianFaults: Readonly<Record<RefundListFault['kind'], (line: string, most: string) => string>> = {
  header: () =>
    'Baris 1: judul kolom harus order,amount,reason, masing-masing satu kali; dua yang terakhir boleh tidak ada.',
  empty: () => 'Daftar ini tidak berisi baris.',
  tooLong: (_, most) => `Daftar berisi paling banyak ${most} baris.`,
  orderMissing: (line) => `Baris ${line}, kolom order: masih kosong.`,
  amount: (line) => `Baris ${line}, kolom amount: tulis rupiah penuh seperti 25000.`,
  cells: (line) => `Baris ${line} memiliki lebih banyak atau lebih sedikit kolom daripada judulnya.`,
  quotes: (line) =>
    `Baris ${line}: tanda kutip dibuka atau ditutup di tempat yang salah, atau tidak ditutup.`,
  lineTooLong: (line) => `Baris ${line} terlalu panjang.`,
};

/** Why a list of refunds cannot be read, for people. */
export function listFaultText(fault: RefundListFault, language: Language): string {
  const line = 'line' in fault ? `${fault.line}` : '';
  const most = 'linesMax' in fault ? `${fault.linesMax}` : '';
  const text = language === 'EN' ? describeListFault(fault) : indonesianFaults[fault.kind](line, most);
  return fault.kind === 'tooLong' ? `${text} ${batchWording[language].longerLists}` : text;
}

/** The texts of the batches' screens. */
export const batchWording: Readonly<Record<Language, InWords<typeof english>>> = {
  EN: english,
  ID: indonesian,
};
