import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The file with the key that signs the simulator's notifications, inside the data folder. */
const privateKeyFile = 'notify-private-key.pem';
/** The file with the key that verifies the simulator's notifications. */
export const publicKeyFile = 'notify-public-key.pem';

/** The keys that sign the simulator's notifications. */
export interface SigningKeys {
  privateKey: KeyObject;
  /** PEM, SPKI: what a merchant configures to verify notifications. */
  publicKeyPem: string;
  publicKeyPath: string;
}

/**
 * Loads the key pair that signs notifications: RSA-2048 like DANA's, generated once per folder, then kept.
 */
export async function loadSigningKeys(folder: string): Promise<SigningKeys> {
  const path = join(folder, privateKeyFile);
  const publicKeyPath = join(folder, publicKeyFile);
  const kept = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const privateKey = kept === null ? await newPrivateKey() : createPrivateKey(kept);
  if (kept === null)
    await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  const publicKeyPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  await writeFile(publicKeyPath, publicKeyPem, { mode: 0o600 });
  return { privateKey, publicKeyPem, publicKeyPath };
}

/**
 * Generates a private key, from which the public key can be derived. Takes about 0.1 s of a worker thread.
 */
export async function newPrivateKey(): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return privateKey;
}

/**
 * Reads a merchant's public key: PEM (SPKI), PEM with literal \n, or the base64 body alone on one line.
 * Throws an Error, which does not repeat the text, if it is none of these or not RSA.
 */
export function readPublicKey(text: string): KeyObject {
  const unescaped = text.replaceAll('\\n', '\n').trim();
  try {
    const key = unescaped.startsWith('-----BEGIN PUBLIC KEY-----')
      ? createPublicKey(unescaped)
      : createPublicKey({ key: Buffer.from(unescaped, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'rsa') return key;
  } catch {
    // OpenSSL's reason does not help; the sentence below says what to do.
  }
  throw new Error(
    'The public key must be an RSA key, as PEM (BEGIN PUBLIC KEY) or as its base64 on one line.',
  );
}
