import { formatJakartaTime } from '../../domain/jakarta-time.ts';
import { formatRupiah, type Rupiah } from '../../domain/money.ts';
import type { Verdict, VerdictCode } from '../../domain/verdict.ts';
import type { Translated } from '../problems/messages.ts';
import type { Language } from '../schema/language.ts';

/** `Rp75.000`, as Indonesians write it. */
function rupiahText(amount: Rupiah): string {
  const [whole = '0', sen = '00'] = formatRupiah(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return sen === '00' ? `Rp${grouped}` : `Rp${grouped},${sen}`;
}

/** `15-01-2026 10:05 WIB`: Jakarta's time. */
function timeText(instant: Date): string {
  const [day = '', time = ''] = formatJakartaTime(instant).split('T');
  return `${day.split('-').reverse().join('-')} ${time.slice(0, 5)} WIB`;
}

/** How DANA's word reached the gateway. */
function proofText({ paid }: Verdict, language: Language): string {
  const texts: Readonly<Record<'FINISH_NOTIFY' | 'QUERY' | 'OTHER', Translated>> = {
    FINISH_NOTIFY: {
      EN: 'DANA reported it in a signed notification',
      ID: 'DANA melaporkannya melalui notifikasi bertanda tangan',
    },
    QUERY: { EN: 'DANA confirmed it when the gateway asked', ID: 'DANA mengonfirmasinya saat kami tanyakan' },
    OTHER: { EN: 'DANA reported it', ID: 'DANA melaporkannya' },
  };
  const kind = paid?.source === 'FINISH_NOTIFY' || paid?.source === 'QUERY' ? paid.source : 'OTHER';
  const said = texts[kind][language];
  return paid === null ? said : `${said} (${timeText(paid.at)})`;
}

type Sentence = (verdict: Verdict) => Translated;

const paidOn = ({ paidAt }: Verdict): Translated =>
  paidAt === null ? { EN: '', ID: '' } : { EN: ` on ${timeText(paidAt)}`, ID: ` pada ${timeText(paidAt)}` };

const nextLook = ({ nextQueryAt }: Verdict): Translated =>
  nextQueryAt === null
    ? { EN: 'The gateway keeps asking DANA.', ID: 'Kami terus menanyakannya kepada DANA.' }
    : {
        EN: `The gateway asks DANA again at ${timeText(nextQueryAt)}.`,
        ID: `Kami menanyakannya lagi kepada DANA pada ${timeText(nextQueryAt)}.`,
      };

const sentences: Readonly<Record<VerdictCode, Sentence>> = {
  PAID: (verdict) => ({
    EN: `Paid: ${rupiahText(verdict.amount)}${paidOn(verdict).EN}. ${proofText(verdict, 'EN')}.`,
    ID: `Sudah dibayar: ${rupiahText(verdict.amount)}${paidOn(verdict).ID}. ${proofText(verdict, 'ID')}.`,
  }),
  PAID_AND_FROZEN: (verdict) => ({
    EN: `Paid: ${rupiahText(verdict.amount)}${paidOn(verdict).EN}. DANA is holding the money.`,
    ID: `Sudah dibayar: ${rupiahText(verdict.amount)}${paidOn(verdict).ID}. Dananya sedang ditahan oleh DANA.`,
  }),
  NOT_PAID_YET: ({ expiresAt }) => ({
    EN: `Not paid yet. It can be paid until ${timeText(expiresAt)}.`,
    ID: `Belum dibayar. Pembayaran dapat dilakukan sampai ${timeText(expiresAt)}.`,
  }),
  NOT_KNOWN_YET: (verdict) => ({
    EN: `Not known yet: DANA has not answered clearly. ${nextLook(verdict).EN}`,
    ID: `Belum diketahui: DANA belum memberi jawaban yang pasti. ${nextLook(verdict).ID}`,
  }),
  NOT_PAID: ({ updatedAt }) => ({
    EN: `Not paid. The order ended on ${timeText(updatedAt)}; nothing was taken from the payer.`,
    ID: `Tidak dibayar. Pesanan berakhir pada ${timeText(updatedAt)}; tidak ada dana yang ditarik dari pembayar.`,
  }),
  CANCELLATION_PENDING: (verdict) => ({
    EN: `A cancellation is under way at DANA. ${nextLook(verdict).EN}`,
    ID: `Pembatalan sedang diproses oleh DANA. ${nextLook(verdict).ID}`,
  }),
  CANCELLED_AND_RETURNED: ({ amount, updatedAt }) => ({
    EN: `Cancelled. DANA returned ${rupiahText(amount)} to the payer (${timeText(updatedAt)}).`,
    ID: `Dibatalkan. DANA telah mengembalikan ${rupiahText(amount)} kepada pembayar (${timeText(updatedAt)}).`,
  }),
  REFUND_PENDING: (verdict) => ({
    EN: `Paid. A refund of ${rupiahText(verdict.amount)} is under way at DANA. ${nextLook(verdict).EN}`,
    ID: `Sudah dibayar. Pengembalian dana ${rupiahText(verdict.amount)} sedang diproses oleh DANA. ${nextLook(verdict).ID}`,
  }),
  WAITS_FOR_APPROVAL: ({ amount }) => ({
    EN: `Paid. The return of ${rupiahText(amount)} waits for a second person; nothing has been sent to DANA.`,
    ID: `Sudah dibayar. Pengembalian ${rupiahText(amount)} menunggu persetujuan orang kedua; belum ada yang dikirim ke DANA.`,
  }),
  PARTLY_REFUNDED: ({ amount }) => ({
    EN: `Paid, and ${rupiahText(amount)} of it was refunded.`,
    ID: `Sudah dibayar, dan ${rupiahText(amount)} di antaranya telah dikembalikan.`,
  }),
  REFUNDED: ({ amount }) => ({
    EN: `Paid and refunded in full: ${rupiahText(amount)} went back to the payer.`,
    ID: `Sudah dibayar dan dikembalikan seluruhnya: ${rupiahText(amount)} telah kembali kepada pembayar.`,
  }),
  CHARGED_BACK: ({ amount }) => ({
    EN: `Paid, but the payer's bank took back ${rupiahText(amount)} in a dispute.`,
    ID: `Sudah dibayar, tetapi bank pembayar menarik kembali ${rupiahText(amount)} karena sengketa.`,
  }),
};

/** What may be said to a customer, in one or two sentences. */
export function verdictSentence(verdict: Verdict, language: Language): string {
  return sentences[verdict.code](verdict)[language];
}
