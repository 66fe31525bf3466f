import { keep, recall } from '../browser-storage.ts';
import { english } from './english.ts';
import { indonesian } from './indonesian.ts';
import type { Language, Wording } from './wording.ts';

export const wordings: Readonly<Record<Language, Wording>> = { en: english, id: indonesian };

const storageKey = 'gapura-checkout-language';

/** What the payer chose before (null: nothing), else the first of the browser's languages that is spoken here, else English. */
export function firstLanguage(browserLanguages: readonly string[], chosen: string | null): Language {
  for (const tag of [chosen ?? '', ...browserLanguages]) {
    const [language] = tag.toLowerCase().split('-');
    // "in" is how older Androids call Indonesian.
    if (language === 'id' || language === 'in') return 'id';
    if (language === 'en') return 'en';
  }
  return 'en';
}

export const chosenLanguage = () => recall('localStorage', storageKey);
export const rememberLanguage = (language: Language) => keep('localStorage', storageKey, language);
