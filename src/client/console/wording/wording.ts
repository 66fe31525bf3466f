import type { english } from './english.ts';

/** The languages of the console, as the API names them. */
export type Language = 'EN' | 'ID';

/** A table of texts in any language: the same entries, other words. */
export type InWords<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string
    ? string
    : Texts[Key] extends (...args: never[]) => string
      ? Texts[Key]
      : InWords<Texts[Key]>;
};

/** Every text of the console in one language; a missing translation does not compile. */
export type Wording = InWords<typeof english>;

/** Indonesian if the browser prefers it, else English. */
export function firstLanguage(preferred: readonly string[]): Language {
  return preferred[0]?.startsWith('id') || preferred[0]?.startsWith('in') ? 'ID' : 'EN';
}
