/** A PEM of 8192 bits has 6.4 KB; a longer text than this is no key. */
const keyTextCharsMax = 32_768;

/** Says to an operator why a text is not the needed key. Never repeats any of the text. */
export interface RejectedKey {
  readonly kind: 'rejected';
  readonly reason: string;
}

/** The reason for a text that is no RSA key. */
export const unreadable = 'cannot be read: PEM or the base64 of an RSA key is expected';

export function rejected(reason: string): RejectedKey {
  return { kind: 'rejected', reason };
}

/** The bytes of one key, still to be read. */
export interface KeyBlock {
  /** The PEM label; empty for bare base64. */
  readonly label: string;
  readonly der: Buffer;
}

/**
 * The blocks in a key text as operators have it: PEM, its base64 or bare base64, on one line or many, with CRLF,
 * with `\n` spelled out (also doubled, `\\n`), with the line breaks lost or turned into spaces, in quotes. At
 * least one block where `ok`.
 */
export function findKeyBlocks(
  text: string,
): { readonly kind: 'ok'; readonly blocks: readonly KeyBlock[] } | RejectedKey {
  if (text.length > keyTextCharsMax) return rejected('is too long to be a key');
  const plain = withoutPacking(text);
  if (plain === '') return rejected('is empty');
  if (!plain.includes('-----')) {
    const der = decode(plain);
    if (der === undefined) return rejected(unreadable);
    // Secret stores that take one line are given `base64 key.pem`; no DER begins with these characters.
    const decoded = withoutPacking(der.toString('latin1'));
    return decoded.includes('-----BEGIN ')
      ? findKeyBlocks(decoded)
      : { kind: 'ok', blocks: [{ label: '', der }] };
  }
  const blocks: KeyBlock[] = [];
  for (const [, label = '', content = ''] of plain.matchAll(
    /-----BEGIN ([A-Z0-9 ]+)-----([\s\S]*?)-----END \1-----/g,
  )) {
    // PKCS#1 files carry their encryption in headers inside the block.
    if (content.includes('Proc-Type:'))
      return rejected('is encrypted: remove its passphrase with openssl pkey');
    const der = decode(content);
    if (der === undefined) return rejected(unreadable);
    blocks.push({ label, der });
  }
  return blocks.length === 0 ? rejected('has incomplete PEM markers') : { kind: 'ok', blocks };
}

/** Without quotes and white space around, and with real line breaks: each layer of escaping doubles the backslashes. */
function withoutPacking(text: string): string {
  return text.replace(/\\+[rn]/g, '\n').replace(/^[\s\uFEFF"']+|[\s"']+$/g, '');
}

/** Returns undefined unless every character is base64; Node alone would skip the others. */
function decode(base64: string): Buffer | undefined {
  const packed = base64.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(packed) ? Buffer.from(packed, 'base64') : undefined;
}
