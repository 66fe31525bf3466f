import { writtenRupiah } from '../money.ts';
import type { OrderStatus } from '../order.ts';
import { orderFactTypes } from '../order-event.ts';
import { subjectWords } from '../settlement/settlement-subject.ts';
import { factWords } from '../words/fact-words.ts';
import type { Language, Translated } from '../words/translated.ts';
import type { IncidentDetail, RecordedDetail } from './incident-detail.ts';

type Sentences = {
  readonly [Code in IncidentDetail['code']]: (detail: Extract<IncidentDetail, { code: Code }>) => Translated;
};

const statusWords: Readonly<Record<OrderStatus, string>> = {
  CONFIRMING: 'belum dipastikan',
  PENDING: 'menunggu pembayaran',
  PAID: 'sudah dibayar',
  PARTIALLY_REFUNDED: 'sebagian dananya dikembalikan',
  REFUNDED: 'seluruh dananya dikembalikan',
  CANCELLED: 'dibatalkan',
  EXPIRED: 'kedaluwarsa',
  FAILED: 'gagal',
};

/** A fact in Indonesian; a type that this version does not know stays as it is. */
function factInWords(type: string): string {
  const known = orderFactTypes.find((one) => one === type);
  return known === undefined ? type : factWords[known].ID;
}

/** `ord-1 as 2026…`; only the number of the order if DANA named none. */
function joined(partnerReferenceNo: string, word: string, referenceNo: string | null): string {
  return referenceNo === null ? partnerReferenceNo : `${partnerReferenceNo} ${word} ${referenceNo}`;
}

/**
 * The sentence of each code. The English ones go into alerts and logs, and some are part of a `dedupeKey`. What DANA, its
 * SDK or an error says stands in both languages as it is. A code without its words does not compile.
 */
const sentences: Sentences = {
  OTHER_MERCHANT: () => ({
    EN: 'merchantId is not ours',
    ID: 'merchantId bukan milik kita',
  }),
  OTHER_REFERENCE_NO: () => ({
    EN: 'originalReferenceNo is not the order’s',
    ID: 'originalReferenceNo bukan milik pesanan ini',
  }),
  OTHER_AMOUNT: () => ({
    EN: 'amount is not the order’s',
    ID: 'jumlahnya bukan jumlah pesanan ini',
  }),
  OTHER_CURRENCY: ({ currency }) => ({
    EN: `currency is ${currency}, not IDR`,
    ID: `mata uangnya ${currency}, bukan IDR`,
  }),
  UNKNOWN_STATUS: ({ status }) => ({
    EN: `latestTransactionStatus ${status} is unknown`,
    ID: `latestTransactionStatus ${status} tidak dikenal`,
  }),
  FAR_FROM_NOW: ({ timestamp }) => ({
    EN: `X-Timestamp ${timestamp} is far from now`,
    ID: `X-Timestamp ${timestamp} terlalu jauh dari waktu diterimanya`,
  }),
  BODY_NOT_JSON: () => ({
    EN: 'the body is not a JSON object in UTF-8',
    ID: 'isinya bukan objek JSON dalam UTF-8',
  }),
  BODY_UNREADABLE: ({ issues }) => ({
    EN: issues,
    ID: `isinya tidak dapat dibaca: ${issues}`,
  }),
  NO_SUCH_ORDER: () => ({
    EN: 'no order has this partnerReferenceNo',
    ID: 'tidak ada pesanan dengan partnerReferenceNo ini',
  }),
  FACT_AFTER_END: ({ fact }) => ({
    EN: `${fact} after the order was final`,
    ID: `“${factInWords(fact)}” dilaporkan setelah pesanan berakhir`,
  }),
  FACT_AFTER_DECLINED_CANCELLATION: ({ fact }) => ({
    EN: `${fact} after a cancellation had been declined`,
    ID: `“${factInWords(fact)}” dilaporkan setelah pembatalan ditolak`,
  }),
  FACT_WHILE: ({ fact, status }) => ({
    EN: `${fact} while ${status}`,
    ID: `“${factInWords(fact)}” dilaporkan padahal status pesanan: ${statusWords[status]}`,
  }),
  QUERY_WITH_OTHER_AMOUNT: ({ amount }) => ({
    EN: `Query Payment reports ${amount}, another amount`,
    ID: `Query Payment melaporkan jumlah lain: ${writtenRupiah(amount)}`,
  }),
  OTHER_ATTEMPT_PAID: ({ paid, other }) => ({
    EN: `Payment of an ended attempt of a checkout: ${paid.partnerReferenceNo} (${paid.id}) and ${other.partnerReferenceNo} (${other.id}) are attempts of one checkout, and ${paid.partnerReferenceNo} was paid`,
    ID: `Percobaan yang sudah berakhir dibayar: ${paid.partnerReferenceNo} (${paid.id}) dan ${other.partnerReferenceNo} (${other.id}) adalah percobaan dari satu transaksi, dan ${paid.partnerReferenceNo} sudah dibayar`,
  }),
  NO_ANSWER_SINCE: ({ version }) => ({
    EN: `DANA has given no conclusive answer since version ${version}`,
    ID: `DANA belum memberi jawaban yang pasti sejak versi ${version}`,
  }),
  RECOVERY_FAILS: ({ cause }) => ({
    EN: `Every recovery of this order fails: ${cause}`,
    ID: `Setiap pemulihan pesanan ini gagal: ${cause}`,
  }),
  ROW_UNREADABLE: ({ cause }) => ({
    EN: `Every recovery of this order fails: its row cannot be read (${cause})`,
    ID: `Setiap pemulihan pesanan ini gagal: barisnya di database tidak dapat dibaca (${cause})`,
  }),
  CANNOT_BE_SENT: ({ faults }) => ({
    EN: `Every recovery of this order fails: DANA's SDK refuses this request: ${faults}`,
    ID: `Setiap pemulihan pesanan ini gagal: SDK DANA menolak permintaannya: ${faults}`,
  }),
  EVENT_UNREADABLE: ({ eventId, cause }) => ({
    EN:
      `The event ${eventId} of this order cannot be read (${cause}), so no endpoint receives it or later events of ` +
      'the order, and events lists it as unreadable. They are delivered once its row, or that of its order, can be read',
    ID:
      `Kejadian ${eventId} dari pesanan ini tidak dapat dibaca (${cause}), jadi kejadian itu dan kejadian berikutnya ` +
      'tidak dikirim ke server mana pun. Semuanya dikirim begitu barisnya, atau baris pesanannya, dapat dibaca',
  }),
  CALL_REJECTED: ({ operation, reason }) => ({
    EN: `${operation}: ${reason}`,
    ID: `Panggilan ${operation} ditolak: ${reason}`,
  }),
  KNOWN_TO_DANA_BEFORE: ({ partnerReferenceNo, referenceNo }) => ({
    EN:
      `DANA already had ${joined(partnerReferenceNo, 'as', referenceNo)} when it was requested ` +
      'here: it was created before the database was set back to a backup, or by another system. ' +
      'The gateway goes on with it by what DANA reports. Compare it with the merchant’s own record of the order.',
    ID:
      `DANA sudah memiliki ${joined(partnerReferenceNo, 'sebagai', referenceNo)} ketika pesanan ` +
      'ini diminta di sini: pesanan dibuat sebelum database dipulihkan dari cadangan, atau oleh sistem lain. ' +
      'Gateway melanjutkannya menurut laporan DANA. Bandingkan dengan catatan pesanan milik merchant.',
  }),
  REFUND_ELSEWHERE: () => ({
    EN: 'DANA reports a refund that this gateway did not request',
    ID: 'DANA melaporkan pengembalian dana yang tidak diminta gateway ini',
  }),
  REFUND_CAME_BACK: ({ amount }) => ({
    EN: `DANA could not deliver a refund and returned ${amount}: the payer does not have it`,
    ID: `DANA tidak dapat meneruskan pengembalian dana dan mengembalikan ${writtenRupiah(amount)} kepada merchant: pembayar belum menerimanya`,
  }),
  RETURN_ASSIGNED: ({ amount }) => ({
    EN: `People found the refund of which DANA returned ${amount}: the payer does not have it`,
    ID: `Petugas menemukan pengembalian dana yang ${writtenRupiah(amount)} darinya dikembalikan DANA: pembayar belum menerimanya`,
  }),
  BANK_TOOK_BACK: ({ amount }) => ({
    EN: `The payer’s bank took back ${amount}`,
    ID: `Bank pembayar menarik kembali ${writtenRupiah(amount)}`,
  }),
  MONEY_HELD: () => ({
    EN: 'DANA holds the money of this order',
    ID: 'DANA menahan dana pesanan ini',
  }),
  BALANCE_TOO_LOW: ({ operation, responseCode }) => ({
    EN: `${operation} got ${responseCode}: the merchant’s balance at DANA does not cover it`,
    ID: `${operation} dijawab ${responseCode}: saldo merchant di DANA tidak cukup`,
  }),
  SETTLED_OTHERWISE: ({ subject, found, expected }) => ({
    EN: `${subjectWords(subject).EN}: ${found} in DANA’s files, ${expected} expected`,
    ID: `${subjectWords(subject).ID}: ${writtenRupiah(found)} di berkas DANA, seharusnya ${writtenRupiah(expected)}`,
  }),
  EVENT_NOT_ACCEPTED: ({ endpoint, type, eventId, failure }) => ({
    EN:
      `${endpoint} did not accept ${type} ${eventId} for 24 hours (${failure}). ` +
      'List all such events: npm run events -- list. When it works again: npm run events -- redeliver --dead',
    ID:
      `${endpoint} tidak menerima ${type} ${eventId} selama 24 jam (${failure}). ` +
      'Lihat semua kejadian itu: npm run events -- list. Jika sudah pulih: npm run events -- redeliver --dead',
  }),
  ENDPOINT_GONE: ({ endpoint }) => ({
    EN:
      `${endpoint} answered 410 Gone and gets no more events; undelivered ones are kept. ` +
      'To continue: npm run events -- redeliver --endpoint <its URL>',
    ID:
      `${endpoint} menjawab 410 Gone dan tidak dikirimi kejadian lagi; yang belum terkirim tetap disimpan. ` +
      'Untuk melanjutkan: npm run events -- redeliver --endpoint <URL-nya>',
  }),
  WORK_FAILS: ({ work, failureCount, cause }) => ({
    EN:
      `The gateway's background work "${work}" has failed ${failureCount} times in a row or more ` +
      `(${cause}), and nothing of it is done until a round succeeds. The log says why.`,
    ID:
      `Pekerjaan latar gateway "${work}" gagal ${failureCount} kali berturut-turut atau lebih ` +
      `(${cause}), dan tidak berjalan sampai satu putarannya berhasil. Penyebabnya ada di log.`,
  }),
};

/** Every code that is on record. */
export const detailCodes = Object.keys(sentences);

/** The sentence of a detail, for operators; what an older gateway wrote is in English in both languages. */
export function detailTexts(detail: RecordedDetail): Translated {
  if (detail.code === 'WRITTEN') return { EN: detail.text, ID: detail.text };
  const say = sentences[detail.code] as (detail: IncidentDetail) => Translated;
  return say(detail);
}

/** The same in one language. */
export function detailText(detail: RecordedDetail, language: Language): string {
  return detailTexts(detail)[language];
}
