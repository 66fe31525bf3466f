import type { Language, Wording } from '../../elements/wording.ts';
import { keep, recall } from '../browser-storage.ts';
import { english } from './english.ts';
import { indonesian } from './indonesian.ts';

/** The texts in every language of the checkout. */
export const wordings: Readonly<Record<Language, Wording>> = { en: english, id: indonesian };

const storageKey = 'gapura-checkout-language';

/**
 * The payer's earlier choice (null: none), or else the first supported language of the browser, or else
 * English.
 */
export function firstLanguage(browserLanguages: readonly string[], chosen: string | null): Language {
  for (const tag of [chosen ?? '', ...browserLanguages]) {
    const [language] = tag.toLowerCase().split('-');
    // Older Android versions use "in" for Indonesian.
    if (language === 'id' || language === 'in') return 'id';
    if (language === 'en') return 'en';
  }
  return 'en';
}

/** The payer's choice on an earlier visit; null if there is none or the browser allows no storage. */
export const chosenLanguage = () => recall('localStorage', storageKey);
/** Stores the payer's choice for later visits. */
export const rememberLanguage = (language: Language) => keep('localStorage', storageKey, language);
