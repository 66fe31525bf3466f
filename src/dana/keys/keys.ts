import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { findKeyBlocks, type RejectedKey, rejected, unreadable } from './key-text.ts';

/** DANA registers RSA keys of 2048 bits; shorter ones can be broken. */
const rsaBitsMin = 2048;
/** Two keys are accepted while DANA rotates its own. */
const publicKeysMax = 2;

/** A usable private key, or why it is none. */
export type PrivateKeyResult =
  | {
      readonly kind: 'ok';
      readonly key: KeyObject;
      /** Length of the modulus. */
      readonly bits: number;
    }
  | RejectedKey;
/** Usable public keys, or why they are none. */
export type PublicKeysResult = { readonly kind: 'ok'; readonly keys: readonly KeyObject[] } | RejectedKey;

/**
 * The merchant's private key as operators have it, read when the process starts: PKCS#8 or PKCS#1, as PEM or as
 * bare base64, on one line or many, with CRLF, with `\n` spelled out, or with the line breaks lost or turned
 * into spaces, as environment variables do. The SDK itself accepts only some of these (dana-node 1.5.11 rejects
 * PKCS#1, wrapped base64 and PEM without line breaks).
 */
export function normalisePrivateKey(text: string): PrivateKeyResult {
  const found = findKeyBlocks(text);
  if (found.kind === 'rejected') return found;
  const [block, ...others] = found.blocks;
  if (block === undefined || others.length > 0) return rejected('holds more than one block: give one key');
  const foreign = foreignLabels[block.label];
  if (block.label.includes('PUBLIC KEY')) return rejected('is a public key: the private key is needed');
  if (foreign !== undefined) return rejected(foreign);
  const key = readPrivate(block.der);
  if (key === undefined) {
    return readPublic(block.der) === undefined
      ? rejected(unreadable)
      : rejected('is a public key: the private key is needed');
  }
  const fault = faultOf(key);
  if (fault !== undefined) return rejected(fault);
  return {
    kind: 'ok',
    key,
    bits: bitsOf(key),
  };
}

/**
 * DANA's public key, or two during a rotation, read when the process starts: SPKI or PKCS#1, as PEM (line breaks
 * may be lost as above) or one key as bare base64. A private key is rejected: it is most likely the merchant's
 * own, pasted into the wrong variable, and none of DANA's signatures would ever verify.
 */
export function parsePublicKeys(text: string): PublicKeysResult {
  const found = findKeyBlocks(text);
  if (found.kind === 'rejected') return found;
  if (found.blocks.length > publicKeysMax) return rejected(`holds more than ${publicKeysMax} keys`);
  const keys: KeyObject[] = [];
  for (const { label, der } of found.blocks) {
    const foreign = foreignLabels[label];
    if (label.includes('PRIVATE KEY') || readPrivate(der) !== undefined) {
      return rejected('is a private key: DANA’s public key is needed');
    }
    if (foreign !== undefined) return rejected(foreign);
    const key = readPublic(der);
    if (key === undefined) return rejected(unreadable);
    const fault = faultOf(key);
    if (fault !== undefined) return rejected(fault);
    keys.push(key);
  }
  return { kind: 'ok', keys };
}

/** SHA-256 of the key's SPKI: `openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64`. */
export function fingerprintOf(publicKey: KeyObject): string {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return `SHA256:${createHash('sha256').update(der).digest('base64')}`;
}

/** PEM labels of anything but a plain RSA key, and what to do about each. */
const foreignLabels: Readonly<Record<string, string>> = {
  'ENCRYPTED PRIVATE KEY': 'is encrypted: remove its passphrase with openssl pkey',
  'OPENSSH PRIVATE KEY': 'is an OpenSSH key: convert it with ssh-keygen -p -m PKCS8',
  'EC PRIVATE KEY': 'is not an RSA key',
  'DSA PRIVATE KEY': 'is not an RSA key',
  CERTIFICATE: 'is a certificate: a key is needed',
};

function readPrivate(der: Buffer): KeyObject | undefined {
  return (
    attempt(() => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })) ??
    attempt(() => createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }))
  );
}

function readPublic(der: Buffer): KeyObject | undefined {
  return (
    attempt(() => createPublicKey({ key: der, format: 'der', type: 'spki' })) ??
    attempt(() => createPublicKey({ key: der, format: 'der', type: 'pkcs1' }))
  );
}

/** OpenSSL's message is dropped: an operator could not act on it. */
function attempt(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function faultOf(key: KeyObject): string | undefined {
  if (key.asymmetricKeyType !== 'rsa') return 'is not an RSA key';
  if (bitsOf(key) < rsaBitsMin) return `has ${bitsOf(key)} bits: at least ${rsaBitsMin} are needed`;
  return undefined;
}

function bitsOf(key: KeyObject): number {
  return key.asymmetricKeyDetails?.modulusLength ?? 0;
}
