import type { ActorKind } from '../../domain/actor.ts';
import { rupiahText } from '../../domain/money.ts';
import type { OrderEventSource } from '../../domain/order-event.ts';
import type { ReportedFact, Verdict, VerdictCode } from '../../domain/verdict.ts';
import type { Language, Translated } from '../../domain/words/translated.ts';
import { timeText } from '../schema/texts.ts';
import { inBoth, joined, lastReportText, nextLook, type Sentence, unansweredText } from './verdict-parts.ts';

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

/** How an order ended without a payment: when, how DANA confirmed it, and who cancelled it and why. */
const endText: Sentence = ({ status, updatedAt, ended, cancellation }) => {
  const isCancelled = status === 'CANCELLED';
  return inBoth((language, at) => {
    const when = at(ended?.at ?? updatedAt);
    const proof = `${proofText(ended, language)}.`;
    if (!isCancelled)
      return language === 'EN'
        ? `The order ${status === 'EXPIRED' ? 'expired' : 'failed'} on ${when}. ${proof}`
        : `Pesanan ${status === 'EXPIRED' ? 'kedaluwarsa' : 'gagal'} pada ${when}. ${proof}`;
    const by = cancelledBy(cancellation, language);
    return language === 'EN'
      ? `The order was cancelled${by} on ${when}. ${proof}`
      : `Pesanan dibatalkan${by} pada ${when}. ${proof}`;
  });
};

/** ` by the shop (“sold out”)`; empty if nobody here requested the cancellation: DANA reports no cause. */
function cancelledBy(cancellation: Verdict['cancellation'], language: Language): string {
  if (cancellation === null) return '';
  const { actor, reason } = cancellation;
  const name =
    actor.kind === 'OPERATOR' && actor.name !== null ? actor.name : cancellers[actor.kind][language];
  const why = reason === null ? '' : ` (“${reason}”)`;
  return `${language === 'EN' ? ' by' : ' oleh'} ${name}${why}`;
}

const payer: Translated = { EN: 'the payer', ID: 'pembayar' };
const cancellers: Readonly<Record<ActorKind, Translated>> = {
  SERVER_KEY: { EN: 'the shop', ID: 'toko' },
  OPERATOR: { EN: 'an employee', ID: 'petugas' },
  CLIENT_TOKEN: payer,
  CHECKOUT_TOKEN: payer,
  GATEWAY: { EN: 'the gateway', ID: 'gateway' },
  DANA: { EN: 'DANA', ID: 'DANA' },
};

/** What is known about something that DANA has not decided yet. */
const openText: Sentence = (verdict) => joined(unansweredText(verdict), nextLook(verdict));

const sentences: Readonly<Record<VerdictCode, Sentence>> = {
  PAID: paidText,
  PAID_AND_FROZEN: afterPayment(() => ({
    EN: 'DANA is holding the money.',
    ID: 'Dananya sedang ditahan oleh DANA.',
  })),
  NOT_PAID_YET: (verdict) =>
    joined(
      {
        EN: `Not paid yet: ${rupiahText(verdict.amount)}.`,
        ID: `Belum dibayar: ${rupiahText(verdict.amount)}.`,
      },
      lastReportText(verdict),
      unansweredText(verdict),
      {
        EN: `It can be paid until ${timeText(verdict.expiresAt, 'EN')}.`,
        ID: `Pembayaran dapat dilakukan sampai ${timeText(verdict.expiresAt, 'ID')}.`,
      },
    ),
  NOT_KNOWN_YET: (verdict) =>
    joined(
      {
        EN: `Not known yet: DANA has not answered clearly about ${rupiahText(verdict.amount)}.`,
        ID: `Belum diketahui: DANA belum memberi jawaban yang pasti tentang ${rupiahText(verdict.amount)}.`,
      },
      lastReportText(verdict),
      unansweredText(verdict),
      nextLook(verdict),
    ),
  NOT_PAID: (verdict) =>
    joined(
      {
        EN: `Not paid: ${rupiahText(verdict.amount)}.`,
        ID: `Tidak dibayar: ${rupiahText(verdict.amount)}.`,
      },
      endText(verdict),
    ),
  CANCELLATION_PENDING: (verdict) => ({
    EN: `A cancellation of ${rupiahText(verdict.amount)} is under way at DANA. ${openText(verdict).EN}`,
    ID: `Pembatalan ${rupiahText(verdict.amount)} sedang diproses oleh DANA. ${openText(verdict).ID}`,
  }),
  CANCELLED_AND_RETURNED: afterPayment(({ amount, back }) => ({
    EN: `The order was cancelled, and ${rupiahText(amount)} went back to the payer. ${proofText(back, 'EN')}.`,
    ID: `Pesanan dibatalkan dan ${rupiahText(amount)} telah kembali kepada pembayar. ${proofText(back, 'ID')}.`,
  })),
  REFUND_PENDING: afterPayment((verdict) => ({
    EN: `A refund of ${rupiahText(verdict.amount)} is under way at DANA. ${openText(verdict).EN}`,
    ID: `Pengembalian dana ${rupiahText(verdict.amount)} sedang diproses oleh DANA. ${openText(verdict).ID}`,
  })),
  WAITS_FOR_APPROVAL: afterPayment(({ amount }) => ({
    EN: `The return of ${rupiahText(amount)} waits for a second person; nothing has been sent to DANA.`,
    ID: `Pengembalian dana ${rupiahText(amount)} menunggu persetujuan orang kedua; belum ada yang dikirim ke DANA.`,
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

/** What is true about an order and how it is proven, for the people who answer customers. */
export function verdictSentence(verdict: Verdict, language: Language): string {
  return sentences[verdict.code](verdict)[language];
}
