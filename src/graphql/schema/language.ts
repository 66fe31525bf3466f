import type { Language } from '../../domain/words/translated.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';

const LanguageEnum = describedEnum<Language>('Language', 'The language of a text that people read.', {
  EN: 'English.',
  ID: 'Bahasa Indonesia.',
});

/** The `language` argument of every text for people. */
export const languageArgs = builder.args((t) => ({
  language: t.field({ type: LanguageEnum, defaultValue: 'EN', description: 'The language of the text.' }),
}));
