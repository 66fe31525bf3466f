/** The languages of texts that people read, as the API names them. */
export type Language = 'EN' | 'ID';

/** A text for people in every language. A missing translation does not compile. */
export type Translated = Readonly<Record<Language, string>>;
