import type { PayTo, ReportedState, Verdict } from '../../domain/verdict.ts';
import type { Language, Translated } from '../../domain/words/translated.ts';
import { timeText } from '../schema/texts.ts';

/** A sentence about a verdict. */
export type Sentence = (verdict: Verdict) => Translated;

/** Sentences one after the other; empty ones are left out. */
export function joined(...parts: readonly Translated[]): Translated {
  const join = (language: Language) =>
    parts
      .map((part) => part[language])
      .filter((part) => part !== '')
      .join(' ');
  return { EN: join('EN'), ID: join('ID') };
}

/** No words. */
export const nothing: Translated = { EN: '', ID: '' };

/** The words of `say`, which gets times as each language writes them. */
export function inBoth(say: (language: Language, at: (instant: Date) => string) => string): Translated {
  const one = (language: Language) => say(language, (instant) => timeText(instant, language));
  return { EN: one('EN'), ID: one('ID') };
}

const payToWords: Readonly<Record<PayTo['kind'], Translated>> = {
  VIRTUAL_ACCOUNT: { EN: ' to the virtual account ending in', ID: ' ke virtual account' },
  PAYMENT_CODE: { EN: ' for the payment code ending in', ID: ' untuk kode pembayaran' },
};

/** ` to the virtual account ending in 9754`; empty if the payer has no number. */
function payToText(payTo: PayTo | null, language: Language): string {
  if (payTo === null) return '';
  const ellipsis = language === 'ID' ? '…' : '';
  return `${payToWords[payTo.kind][language]} ${ellipsis}${payTo.lastDigits}`;
}

const reportWords: Readonly<Record<ReportedState, (at: string, to: string, language: Language) => string>> = {
  NOT_PAID: (at, to, language) =>
    language === 'EN'
      ? `As of ${at}, DANA has received no payment${to}.`
      : `Sampai ${at}, DANA belum menerima pembayaran${to}.`,
  NOT_FOUND: (at, _to, language) =>
    language === 'EN'
      ? `As of ${at}, DANA does not have this order.`
      : `Sampai ${at}, pesanan ini belum ada di DANA.`,
  PAID: (at, _to, language) =>
    language === 'EN'
      ? `At ${at}, DANA reported it as paid.`
      : `Pada ${at}, DANA melaporkannya sudah dibayar.`,
  CANCELLED: (at, _to, language) =>
    language === 'EN'
      ? `At ${at}, DANA reported it as cancelled.`
      : `Pada ${at}, DANA melaporkannya dibatalkan.`,
  CLOSED: (at, _to, language) =>
    language === 'EN' ? `At ${at}, DANA reported it as closed.` : `Pada ${at}, DANA melaporkannya ditutup.`,
  FAILED: (at, _to, language) =>
    language === 'EN'
      ? `At ${at}, DANA reported that the payment failed.`
      : `Pada ${at}, DANA melaporkan bahwa pembayarannya gagal.`,
};

/** When DANA last answered, and what it said: `As of 16:09, DANA has received no payment …`. Empty if it never answered. */
export const lastReportText: Sentence = ({ lastReport, payTo }) =>
  lastReport === null
    ? nothing
    : inBoth((language, at) =>
        reportWords[lastReport.state](at(lastReport.at), payToText(payTo, language), language),
      );

/** That DANA did not answer the last query; empty if it did. */
export const unansweredText: Sentence = ({ unansweredAt }) =>
  unansweredAt === null
    ? nothing
    : inBoth((language, at) =>
        language === 'EN'
          ? `Asked at ${at(unansweredAt)}, DANA gave no clear answer.`
          : `Saat ditanya pada ${at(unansweredAt)}, DANA tidak memberi jawaban yang pasti.`,
      );

/** When the gateway queries DANA next. */
export const nextLook: Sentence = ({ nextQueryAt }) =>
  nextQueryAt === null
    ? { EN: 'The gateway keeps asking DANA.', ID: 'Kami terus menanyakannya kepada DANA.' }
    : inBoth((language, at) =>
        language === 'EN'
          ? `The gateway asks DANA again at ${at(nextQueryAt)}.`
          : `Kami menanyakannya lagi kepada DANA pada ${at(nextQueryAt)}.`,
      );

/** The merchant's numbers of the refunds in this state, newest first: `(reference rf-1)`. Empty without one. */
export function referencesOf({ refundNos }: Verdict, status: 'PENDING' | 'SUCCEEDED'): Translated {
  const numbers = refundNos.filter((one) => one.status === status).map((one) => one.partnerRefundNo);
  if (numbers.length === 0) return nothing;
  return { EN: ` (reference ${numbers.join(', ')})`, ID: ` (nomor referensi ${numbers.join(', ')})` };
}
