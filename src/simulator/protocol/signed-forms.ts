/** JSON's own white space, or a whole text with its quotes. Each character is read once. */
const spaceOrText = /[ \t\n\r]+|"[^"\\]*(?:\\.[^"\\]*)*"/g;

/**
 * Yields the spellings of a body that its sender may have signed: the bytes as received, the same tokens without
 * white space between them, and those with every text spelled as JSON.stringify spells it.
 *
 * Three of DANA's SDKs sign one spelling and send another: Go adds a newline, Python puts spaces after commas
 * and colons, PHP writes `\/` and `\uXXXX`. DANA's documents have the minified body hashed, and DANA takes the
 * requests of all of them. Numbers, the order of keys and repeated keys stay as they came, which
 * `JSON.stringify(JSON.parse(body))` would not do: a signature never covers a body that means something else.
 */
export function* signedForms(rawBody: Buffer): Generator<Buffer | string, void> {
  yield rawBody;
  const text = jsonText(rawBody);
  if (text === null) return;
  const minified = text.replace(spaceOrText, (token) => (token.startsWith('"') ? token : ''));
  yield minified;
  yield minified.replace(spaceOrText, (token) => JSON.stringify(JSON.parse(token)));
}

/** The body as text; null if it is no UTF-8 or no JSON, for then nothing but its bytes can have been signed. */
function jsonText(rawBody: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(rawBody);
    JSON.parse(text);
    return text;
  } catch {
    return null;
  }
}
