import type { HttpRequest } from '../../http/http-server.ts';
import { english } from './english.ts';
import { indonesian } from './indonesian.ts';
import type { Wording } from './wording.ts';

export type Language = 'en' | 'id';

/** Everything a payer can be told, per language. */
export const wordings: Readonly<Record<Language, Wording>> = { en: english, id: indonesian };

/**
 * The payer's own switch (?lang=) wins over what the browser prefers; payers are Indonesian unless they say.
 */
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
