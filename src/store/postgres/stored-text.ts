/**
 * What Postgres cannot keep in a text: NUL, and halves of surrogate pairs. Callers' inputs never hold them,
 * but a provider's message might, and a surprise in a message must not stop a payment from being recorded.
 */
const unstorable = /[\0\p{Surrogate}]/gu;

/** The text as Postgres can keep it: what it cannot keep becomes U+FFFD, the mark of an unreadable character. */
export function storedText(text: string): string {
  return text.replace(unstorable, '\uFFFD');
}

/** The value as JSON that Postgres can keep, by the same rule for every string inside. Amounts become decimals. */
export function storedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'string') return storedText(inner);
    return typeof inner === 'bigint' ? String(inner) : inner;
  });
}
