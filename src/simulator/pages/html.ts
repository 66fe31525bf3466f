/**
 * Content between tags: text and numbers are escaped, markup stays as it is; null, undefined and false show
 * nothing.
 */
export type Content = Html | string | number | null | undefined | false | readonly Content[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup made by `html` and by nothing else: a private field keeps look-alikes from passing for it. */
export class Html {
  readonly #markup: string;
  constructor(parts: TemplateStringsArray, values: readonly Content[]) {
    this.#markup = parts.map((part, index) => part + markupOf(values[index])).join('');
  }
  toString(): string {
    return this.#markup;
  }
}

/**
 * The only way to markup: html`<p title="${text}">${text}</p>`. Every value is escaped for text and for
 * quoted attributes, so attributes must be quoted. Addresses from outside go through `returnTarget` first.
 */
export function html(parts: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(parts, values);
}

function markupOf(value: Content): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.map(markupOf).join('');
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
