import { createHash, type KeyObject, sign, verify } from 'node:crypto';
import { promisify } from 'node:util';

/** Both directions sign with RSASSA-PKCS1-v1_5 (Node's default for RSA keys) over SHA-256. */
const digest = 'sha256';
/** With a callback Node does both in its thread pool: a signature of 2048 bits takes a core for 0.8 ms. */
const signInPool = promisify(sign);
const verifyInPool = promisify(verify);
/** A key of 8192 bits signs in 1368 characters of base64. */
const signatureCharsMax = 1368;

/**
 * The text that SNAP signs: `POST:` + path without host and query + `:` + lower-case hex SHA-256 of the body's
 * bytes + `:` + X-TIMESTAMP. All our calls and all of DANA's notifications are POST requests.
 */
function textToSign(path: string, body: string | Uint8Array, timestamp: string): Buffer {
  return Buffer.from(`POST:${path}:${createHash('sha256').update(body).digest('hex')}:${timestamp}`);
}

/** Resolves to the X-SIGNATURE of a request: 344 characters of base64 for a key of 2048 bits. */
export async function signBody(
  key: KeyObject,
  path: string,
  body: string,
  timestamp: string,
): Promise<string> {
  return (await signInPool(digest, textToSign(path, body, timestamp), key)).toString('base64');
}

/** Resolves to the key that has signed these bytes for this path and timestamp, or null. About 0.05 ms for each key. */
export async function signerAmong(
  keys: readonly KeyObject[],
  path: string,
  body: Uint8Array,
  timestamp: string,
  signature: Uint8Array,
): Promise<KeyObject | null> {
  const text = textToSign(path, body, timestamp);
  for (const key of keys) if (await verifyInPool(digest, text, key, signature)) return key;
  return null;
}

/**
 * Decodes X-SIGNATURE. Accepts canonical base64 only, so that one signature has one spelling; Node alone would skip
 * characters that are not base64. Undefined for anything else.
 */
export function decodeSignature(text: string): Buffer | undefined {
  if (text === '' || text.length > signatureCharsMax) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
