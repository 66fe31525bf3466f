import { rupiahText } from '../../domain/money.ts';
import type { Verdict, VerdictCode } from '../../domain/verdict.ts';
import type { Language, Translated } from '../../domain/words/translated.ts';
import { paymentOptionName } from '../payment-options/payment-option-names.ts';
import { timeText } from '../schema/texts.ts';
import { inBoth, joined, lastReportText, nothing, referencesOf, type Sentence } from './verdict-parts.ts';

/** Nobody pays twice because a transfer is on its way, or went elsewhere. */
const doNotPayAgain: Translated = {
  EN: 'If you have already transferred the money, please do not pay again; send us your proof of the transfer.',
  ID: 'Jika Anda sudah transfer, jangan bayar lagi; kirimkan bukti transfer kepada kami.',
};

const received: Sentence = ({ paidAmount, paidAt, payMethod, payOption }) =>
  inBoth((language, at) => {
    const name = payMethod === null ? '' : paymentOptionName(payMethod, payOption)[language];
    const [by, on] = language === 'EN' ? [' by ', ' on '] : [' melalui ', ' pada '];
    const how = `${name && by + name}${paidAt === null ? '' : on + at(paidAt)}`;
    return language === 'EN'
      ? `We have received your payment of ${rupiahText(paidAmount)}${how}.`
      : `Pembayaran Anda sebesar ${rupiahText(paidAmount)}${how} sudah kami terima.`;
  });

function afterPayment(say: Sentence): Sentence {
  return (verdict) => joined(received(verdict), say(verdict));
}

/** By the amount of the verdict, and the numbers of refunds in this state. */
function ofRefund(
  status: 'PENDING' | 'SUCCEEDED',
  say: (amount: string, references: Translated) => Translated,
): Sentence {
  return afterPayment((verdict) => say(rupiahText(verdict.amount), referencesOf(verdict, status)));
}

const keepsAsking: Translated = {
  EN: 'We keep asking DANA and will come back to you.',
  ID: 'Kami terus menanyakannya kepada DANA dan akan mengabari Anda.',
};

const answers: Readonly<Record<VerdictCode, Sentence>> = {
  PAID: received,
  PAID_AND_FROZEN: afterPayment(() => ({
    EN: 'DANA is holding the money for now.',
    ID: 'Saat ini dananya masih ditahan oleh DANA.',
  })),
  NOT_PAID_YET: (verdict) =>
    joined(
      {
        EN: `Not paid yet: ${rupiahText(verdict.amount)}.`,
        ID: `Belum dibayar: ${rupiahText(verdict.amount)}.`,
      },
      lastReportText(verdict),
      doNotPayAgain,
      {
        EN: `Otherwise you can pay until ${timeText(verdict.expiresAt, 'EN')}.`,
        ID: `Jika belum, Anda dapat membayar sampai ${timeText(verdict.expiresAt, 'ID')}.`,
      },
    ),
  NOT_KNOWN_YET: (verdict) =>
    joined(
      {
        EN: `Not known yet: DANA has not answered clearly about ${rupiahText(verdict.amount)}.`,
        ID: `Belum diketahui: DANA belum memberi jawaban yang pasti tentang ${rupiahText(verdict.amount)}.`,
      },
      keepsAsking,
      doNotPayAgain,
    ),
  NOT_PAID: (verdict) => joined(endText(verdict), doNotPayAgain),
  CANCELLATION_PENDING: (verdict) =>
    joined(
      verdict.paidAmount > 0n ? received(verdict) : nothing,
      {
        EN: `DANA is cancelling the order of ${rupiahText(verdict.amount)}.`,
        ID: `Pembatalan pesanan sebesar ${rupiahText(verdict.amount)} sedang diproses oleh DANA.`,
      },
      verdict.paidAmount > 0n ? keepsAsking : doNotPayAgain,
    ),
  CANCELLED_AND_RETURNED: afterPayment(({ amount, back }) =>
    inBoth((language, at) =>
      language === 'EN'
        ? `The order was cancelled${back ? ` on ${at(back.at)}` : ''}, and DANA returned ${rupiahText(amount)} to you.`
        : `Pesanan dibatalkan${back ? ` pada ${at(back.at)}` : ''}, dan DANA telah mengembalikan ${rupiahText(amount)} kepada Anda.`,
    ),
  ),
  REFUND_PENDING: ofRefund('PENDING', (amount, references) => ({
    EN: `DANA is refunding ${amount}${references.EN}; it has not confirmed the refund yet. ${keepsAsking.EN}`,
    ID: `Pengembalian dana ${amount}${references.ID} sedang diproses oleh DANA dan belum dikonfirmasi. ${keepsAsking.ID}`,
  })),
  WAITS_FOR_APPROVAL: afterPayment(({ amount }) => ({
    EN: `We are reviewing a return of ${rupiahText(amount)}; it has not been sent yet.`,
    ID: `Pengembalian dana ${rupiahText(amount)} sedang kami tinjau; dananya belum dikirim.`,
  })),
  PARTLY_REFUNDED: ofRefund('SUCCEEDED', (amount, references) => ({
    EN: `DANA refunded ${amount} of it to you${references.EN}.`,
    ID: `${amount} di antaranya telah dikembalikan kepada Anda melalui DANA${references.ID}.`,
  })),
  REFUNDED: ofRefund('SUCCEEDED', (amount, references) => ({
    EN: `DANA refunded all of it to you: ${amount}${references.EN}.`,
    ID: `Seluruhnya, ${amount}, telah dikembalikan kepada Anda melalui DANA${references.ID}.`,
  })),
  REFUNDED_BY_TRANSFER: afterPayment(({ amount }) => ({
    EN: `We returned ${rupiahText(amount)} to you by bank transfer.`,
    ID: `${rupiahText(amount)} telah kami kembalikan kepada Anda melalui transfer bank.`,
  })),
  CHARGED_BACK: afterPayment(({ amount }) => ({
    EN: `Your bank then took back ${rupiahText(amount)} in a dispute.`,
    ID: `Setelah itu bank Anda menarik kembali ${rupiahText(amount)} karena sengketa.`,
  })),
};

/** An order that can no longer be paid, as a customer understands it. */
function endText({ status, amount, ended, updatedAt }: Verdict): Translated {
  return inBoth((language, at) => {
    const when = at(ended?.at ?? updatedAt);
    if (language === 'EN') {
      const how = status === 'CANCELLED' ? 'was cancelled' : status === 'EXPIRED' ? 'expired' : 'failed';
      return `Not paid: ${rupiahText(amount)}. The order ${how} on ${when}; DANA received no payment for it.`;
    }
    const how = status === 'CANCELLED' ? 'dibatalkan' : status === 'EXPIRED' ? 'kedaluwarsa' : 'gagal';
    return `Tidak dibayar: ${rupiahText(amount)}. Pesanan ${how} pada ${when}; DANA tidak menerima pembayarannya.`;
  });
}

/** What may be sent to a customer as it is: which order, what became of the money, and what to do. */
export function customerAnswer(verdict: Verdict, language: Language): string {
  const { partnerReferenceNo, title, code } = verdict;
  const order = `${language === 'EN' ? 'Order' : 'Pesanan'} ${partnerReferenceNo}, ${title}.`;
  return `${order} ${answers[code](verdict)[language]}`;
}
