import { formatRupiah, type Rupiah } from '../../domain/money.ts';
import type { Language } from './language.ts';

/** `Rp75.000`, as Indonesians write it. */
export function rupiahText(amount: Rupiah): string {
  const [whole = '0', sen = '00'] = formatRupiah(amount).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '.');
  return sen === '00' ? `Rp${grouped}` : `Rp${grouped},${sen}`;
}

/** Made once: a formatter costs a hundred times what formatting costs. */
const formats = { EN: formatsOf('en-GB'), ID: formatsOf('id-ID') };

function formatsOf(locale: string) {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Jakarta', ...options });
  return {
    day: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    time: format({ hour: '2-digit', minute: '2-digit' }),
  };
}

/** `15 January 2026, 10:05 WIB`: Jakarta's time, as the pages for people write it too. */
export function timeText(instant: Date, language: Language): string {
  const { day, time } = formats[language];
  return `${day.format(instant)}, ${time.format(instant)} WIB`;
}
