import type { Language } from '../../domain/words/translated.ts';

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
