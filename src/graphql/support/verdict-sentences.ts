import type { OrderEventSource } from '../../domain/order-event.ts';
import type { ReportedFact, Verdict, VerdictCode } from '../../domain/verdict.ts';
import type { Translated } from '../problems/messages.ts';
import type { Language } from '../schema/language.ts';
import { rupiahText, timeText } from '../schema/texts.ts';

const inAnswer: Translated = {
  EN: 'DANA confirmed it in its answer',
  ID: 'DANA mengonfirmasinya dalam jawabannya',
};
const reported: Translated = { EN: 'DANA reported it', ID: 'DANA melaporkannya' };

/** How DANA's word reached the gateway. */
const proofs: Readonly<Record<OrderEventSource, Translated>> = {
  FINISH_NOTIFY: {
    EN: 'DANA reported it in a signed notification',
    ID: 'DANA melaporkannya melalui notifikasi bertanda tangan',
  },
  QUERY: { EN: 'DANA confirmed it when the gateway asked', ID: 'DANA mengonfirmasinya saat kami tanyakan' },
  CREATE_ANSWER: inAnswer,
  REFUND_ANSWER: inAnswer,
  CANCEL_ANSWER: inAnswer,
  SETTLEMENT: { EN: 'it is in DANA’s settlement file', ID: 'tercatat di berkas settlement DANA' },
  API: reported,
  GATEWAY: reported,
  OPERATOR: reported,
};

/** How DANA's word reached the gateway, and when. */
function proofText(fact: ReportedFact | null, language: Language): string {
  return fact === null
    ? reported[language]
    : `${proofs[fact.source][language]} (${timeText(fact.at, language)})`;
}

type Sentence = (verdict: Verdict) => Translated;

/** The payment in one sentence: how much, when, and how it is proven. */
function paidText({ paidAmount, paidAt, paid }: Verdict): Translated {
  const on = (language: Language, word: string) =>
    paidAt === null ? '' : ` ${word} ${timeText(paidAt, language)}`;
  const amount = rupiahText(paidAmount);
  return {
    EN: `Paid: ${amount}${on('EN', 'on')}. ${proofText(paid, 'EN')}.`,
    ID: `Sudah dibayar: ${amount}${on('ID', 'pada')}. ${proofText(paid, 'ID')}.`,
  };
}

/** A sentence about a paid order: the payment first, then what became of the money. */
function afterPayment(say: (verdict: Verdict) => Translated): Sentence {
  return (verdict) => {
    const [paid, then] = [paidText(verdict), say(verdict)];
    return { EN: `${paid.EN} ${then.EN}`, ID: `${paid.ID} ${then.ID}` };
  };
}

const nextLook = ({ nextQueryAt }: Verdict): Translated =>
  nextQueryAt === null
    ? { EN: 'The gateway keeps asking DANA.', ID: 'Kami terus menanyakannya kepada DANA.' }
    : {
        EN: `The gateway asks DANA again at ${timeText(nextQueryAt, 'EN')}.`,
        ID: `Kami menanyakannya lagi kepada DANA pada ${timeText(nextQueryAt, 'ID')}.`,
      };

const sentences: Readonly<Record<VerdictCode, Sentence>> = {
  PAID: paidText,
  PAID_AND_FROZEN: afterPayment(() => ({
    EN: 'DANA is holding the money.',
    ID: 'Dananya sedang ditahan oleh DANA.',
  })),
  NOT_PAID_YET: ({ amount, expiresAt }) => ({
    EN: `Not paid yet: ${rupiahText(amount)}. It can be paid until ${timeText(expiresAt, 'EN')}.`,
    ID: `Belum dibayar: ${rupiahText(amount)}. Pembayaran dapat dilakukan sampai ${timeText(expiresAt, 'ID')}.`,
  }),
  NOT_KNOWN_YET: (verdict) => ({
    EN: `Not known yet: DANA has not answered clearly about ${rupiahText(verdict.amount)}. ${nextLook(verdict).EN}`,
    ID: `Belum diketahui: DANA belum memberi jawaban yang pasti tentang ${rupiahText(verdict.amount)}. ${nextLook(verdict).ID}`,
  }),
  NOT_PAID: ({ amount, updatedAt }) => ({
    EN: `Not paid: ${rupiahText(amount)}. The order ended on ${timeText(updatedAt, 'EN')}; nothing was taken from the payer.`,
    ID: `Tidak dibayar: ${rupiahText(amount)}. Pesanan berakhir pada ${timeText(updatedAt, 'ID')}; tidak ada dana yang ditarik dari pembayar.`,
  }),
  CANCELLATION_PENDING: (verdict) => ({
    EN: `A cancellation of ${rupiahText(verdict.amount)} is under way at DANA. ${nextLook(verdict).EN}`,
    ID: `Pembatalan ${rupiahText(verdict.amount)} sedang diproses oleh DANA. ${nextLook(verdict).ID}`,
  }),
  CANCELLED_AND_RETURNED: afterPayment(({ amount, back }) => ({
    EN: `The order was cancelled, and ${rupiahText(amount)} went back to the payer. ${proofText(back, 'EN')}.`,
    ID: `Pesanan dibatalkan dan ${rupiahText(amount)} telah kembali kepada pembayar. ${proofText(back, 'ID')}.`,
  })),
  REFUND_PENDING: afterPayment((verdict) => ({
    EN: `A refund of ${rupiahText(verdict.amount)} is under way at DANA. ${nextLook(verdict).EN}`,
    ID: `Pengembalian dana ${rupiahText(verdict.amount)} sedang diproses oleh DANA. ${nextLook(verdict).ID}`,
  })),
  WAITS_FOR_APPROVAL: afterPayment(({ amount }) => ({
    EN: `The return of ${rupiahText(amount)} waits for a second person; nothing has been sent to DANA.`,
    ID: `Pengembalian ${rupiahText(amount)} menunggu persetujuan orang kedua; belum ada yang dikirim ke DANA.`,
  })),
  PARTLY_REFUNDED: afterPayment(({ amount, back }) => ({
    EN: `${rupiahText(amount)} of it was refunded. ${proofText(back, 'EN')}.`,
    ID: `${rupiahText(amount)} di antaranya telah dikembalikan. ${proofText(back, 'ID')}.`,
  })),
  REFUNDED: afterPayment(({ amount, back }) => ({
    EN: `All of it was refunded: ${rupiahText(amount)} went back to the payer. ${proofText(back, 'EN')}.`,
    ID: `Seluruhnya telah dikembalikan: ${rupiahText(amount)} telah kembali kepada pembayar. ${proofText(back, 'ID')}.`,
  })),
  REFUNDED_BY_TRANSFER: afterPayment(({ amount }) => ({
    EN: `${rupiahText(amount)} went back to the payer by bank transfer.`,
    ID: `${rupiahText(amount)} telah dikembalikan kepada pembayar melalui transfer bank.`,
  })),
  CHARGED_BACK: afterPayment(({ amount, back }) => ({
    EN: `But the payer's bank took back ${rupiahText(amount)} in a dispute. ${proofText(back, 'EN')}.`,
    ID: `Namun bank pembayar menarik kembali ${rupiahText(amount)} karena sengketa. ${proofText(back, 'ID')}.`,
  })),
};

/** What may be said to a customer, in one or two sentences. */
export function verdictSentence(verdict: Verdict, language: Language): string {
  return sentences[verdict.code](verdict)[language];
}
