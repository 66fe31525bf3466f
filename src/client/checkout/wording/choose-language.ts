import { english } from './english.ts';
import { indonesian } from './indonesian.ts';
import type { Language, Wording } from './wording.ts';

export const wordings: Readonly<Record<Language, Wording>> = { en: english, id: indonesian };

const storageKey = 'gapura-checkout-language';

/** What the payer chose before, else the first of the browser's languages that is spoken here, else English. */
export function firstLanguage({
  navigator,
  localStorage,
}: Pick<Window, 'navigator' | 'localStorage'>): Language {
  const wanted = [localStorage.getItem(storageKey) ?? '', ...navigator.languages];
  for (const tag of wanted) {
    const [language] = tag.toLowerCase().split('-');
    // "in" is how older Androids call Indonesian.
    if (language === 'id' || language === 'in') return 'id';
    if (language === 'en') return 'en';
  }
  return 'en';
}

export function rememberLanguage(language: Language, localStorage: Storage): void {
  localStorage.setItem(storageKey, language);
}
