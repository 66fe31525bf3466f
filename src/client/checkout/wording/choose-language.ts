import type { Language, Wording } from '../../elements/wording.ts';
import { keep, recall } from '../browser-storage.ts';
import { english } from './english.ts';
import { indonesian } from './indonesian.ts';

/** Every language that the checkout speaks. */
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

/** What the payer chose on an earlier visit; null where nothing was, or where nothing is kept. */
export const chosenLanguage = () => recall('localStorage', storageKey);
/** For this visit's end and the next one. */
export const rememberLanguage = (language: Language) => keep('localStorage', storageKey, language);
