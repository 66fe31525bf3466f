import type { HttpRequest } from '../../http/http-server.ts';
import { english } from './english.ts';
import { indonesian } from './indonesian.ts';
import type { Wording } from './wording.ts';

export type Language = 'en' | 'id';

/** All texts of the payer's pages, by language. */
export const wordings: Readonly<Record<Language, Wording>> = { en: english, id: indonesian };

/** Chooses the payer's language: first ?lang=, then the browser's preference, then Indonesian. */
export function chooseLanguage({ url, headers }: Pick<HttpRequest, 'url' | 'headers'>): Language {
  const chosen = url.searchParams.get('lang');
  if (chosen === 'en' || chosen === 'id') return chosen;
  const preferred = (headers['accept-language'] ?? '')
    .split(',')
    .map(readPreference)
    .sort((one, other) => other.weight - one.weight)
    .find(({ language }) => language === 'en' || language === 'id');
  return preferred?.language === 'en' ? 'en' : 'id';
}

/** "en-GB;q=0.8" as the language en with the weight 0.8. */
function readPreference(text: string) {
  const [tag = '', weight = ''] = text.trim().split(/;\s*q=/);
  return { language: tag.slice(0, 2).toLowerCase(), weight: weight === '' ? 1 : Number(weight) || 0 };
}
