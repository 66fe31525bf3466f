import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';

/** The address of the same page with other fields ("?number=…"), in the language that the payer chose. */
export function addressWith({ request }: Visit, fields: Readonly<Record<string, string>>): string {
  const lang = request.url.searchParams.get('lang');
  const query = new URLSearchParams({ ...fields, ...(lang !== null && { lang }) });
  return query.size === 0 ? request.url.pathname : `${request.url.pathname}?${query}`;
}

/** The same for a GET form, which would otherwise drop the language from the query. */
export function languageField({ request }: Visit): Html | null {
  const lang = request.url.searchParams.get('lang');
  return lang === null ? null : html`<input type="hidden" name="lang" value="${lang}">`;
}
