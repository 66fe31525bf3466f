import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';

/** The same page asked something else ("?number=…"), in the language that the payer switched to. */
export function addressWith({ request }: Visit, fields: Readonly<Record<string, string>>): string {
  const lang = request.url.searchParams.get('lang');
  const query = new URLSearchParams({ ...fields, ...(lang !== null && { lang }) });
  return query.size === 0 ? request.url.pathname : `${request.url.pathname}?${query}`;
}

/** The same for a form that asks by GET, which would drop the query it was shown under. */
export function languageField({ request }: Visit): Html | null {
  const lang = request.url.searchParams.get('lang');
  return lang === null ? null : html`<input type="hidden" name="lang" value="${lang}">`;
}
