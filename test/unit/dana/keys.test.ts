import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { normalisePrivateKey, parsePublicKeys } from '../../../src/dana/keys/keys.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const spki = pair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
const publicPkcs1 = pair.publicKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const content = (pem: string) => pem.replace(/-----[^-]+-----/g, '').trim();

/** Every way in which environment variables and secret stores are known to deliver a PEM. */
const deliveries: Record<string, (pem: string) => string> = {
  'as it is': (pem) => pem,
  'with CRLF': (pem) => pem.replaceAll('\n', '\r\n'),
  'with literal \\n': (pem) => pem.replaceAll('\n', '\\n'),
  'with literal \\r\\n': (pem) => pem.replaceAll('\n', '\\r\\n'),
  'with doubled \\n': (pem) => pem.replaceAll('\n', '\\\\n'),
  'as base64 of the whole file': (pem) => Buffer.from(pem).toString('base64'),
  'as wrapped base64 of the whole file': (pem) =>
    Buffer.from(pem).toString('base64').replace(/.{76}/g, '$&\n'),
  'without line breaks': (pem) => pem.replaceAll('\n', ''),
  'with spaces for line breaks': (pem) => pem.replaceAll('\n', ' '),
  'in quotes, with white space around': (pem) => `  "${pem}"\n`,
  'with a byte order mark': (pem) => `\uFEFF${pem}`,
  'as base64 without header on many lines': content,
  'as base64 without header on one line': (pem) => content(pem).replaceAll('\n', ''),
  'after a text of the tool that exported it': (pem) => `Bag Attributes\n    friendlyName: dana\n${pem}`,
};
const each = (pems: Record<string, string>) =>
  Object.entries(pems).flatMap(([form, pem]) =>
    Object.entries(deliveries).map(([how, deliver]) => ({ form, how, text: deliver(pem) })),
  );

describe('the private key', () => {
  it.each(each({ 'PKCS#8': pkcs8, 'PKCS#1': pkcs1 }))('reads $form $how', ({ text }) => {
    const result = normalisePrivateKey(text);
    if (result.kind !== 'ok') throw new Error(result.reason);
    expect(result.key.export({ type: 'pkcs8', format: 'pem' })).toBe(pkcs8);
    expect(result.bits).toBe(2048);
    expect(
      verify('sha256', Buffer.from('x'), pair.publicKey, sign('sha256', Buffer.from('x'), result.key)),
    ).toBe(true);
  });

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
  const lock = { cipher: 'aes-256-cbc', passphrase: 'canary-passphrase' };
  const refused: Record<string, { text: string; reason: RegExp }> = {
    'an empty text': { text: ' \n ', reason: /is empty/ },
    'a sentence': { text: 'canary-not-a-key', reason: /cannot be read/ },
    'base64 of something else': {
      text: Buffer.from('canary '.repeat(40)).toString('base64'),
      reason: /cannot be read/,
    },
    'base64 with one foreign character': { text: pkcs8.replace('M', '*'), reason: /cannot be read/ },
    'a PEM that was cut off': { text: pkcs8.slice(0, 400), reason: /incomplete/ },
    'a PEM with another end': { text: pkcs8.replace('END PRIVATE', 'END RSA PRIVATE'), reason: /incomplete/ },
    'a PEM with damaged content': { text: pkcs8.replace(/\n.{64}\n/, '\n'), reason: /cannot be read/ },
    'a public key': { text: spki, reason: /is a public key/ },
    'a public key without header': { text: content(spki), reason: /is a public key/ },
    'an elliptic curve key': { text: pemOf(ec, 'pkcs8'), reason: /not an RSA key/ },
    'an elliptic curve key of the older form': { text: pemOf(ec, 'sec1'), reason: /not an RSA key/ },
    'a short key': { text: pemOf(short, 'pkcs8'), reason: /has 1024 bits: at least 2048/ },
    'an encrypted PKCS#8 key': {
      text: pair.privateKey.export({ type: 'pkcs8', format: 'pem', ...lock }).toString(),
      reason: /is encrypted/,
    },
    'an encrypted PKCS#1 key': {
      text: pair.privateKey.export({ type: 'pkcs1', format: 'pem', ...lock }).toString(),
      reason: /is encrypted/,
    },
    'an OpenSSH key': {
      text: '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk=\n-----END OPENSSH PRIVATE KEY-----',
      reason: /OpenSSH/,
    },
    'a certificate': {
      text: '-----BEGIN CERTIFICATE-----\nTUlJQg==\n-----END CERTIFICATE-----',
      reason: /certificate/,
    },
    'two keys': { text: pkcs8 + pkcs8, reason: /more than one/ },
    'a text far too long': { text: 'A'.repeat(40_000), reason: /too long/ },
  };
  it.each(Object.entries(refused))('refuses %s and does not repeat it', (_, { text, reason }) => {
    const result = normalisePrivateKey(text);
    if (result.kind !== 'rejected') throw new Error('accepted');
    expect(result.reason).toMatch(reason);
    for (const word of text.match(/[A-Za-z0-9+/]{12,}/g) ?? []) expect(result.reason).not.toContain(word);
  });
});

describe('DANA’s public keys', () => {
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const otherSpki = other.publicKey.export({ type: 'spki', format: 'pem' }).toString();

  it.each(each({ SPKI: spki, 'PKCS#1': publicPkcs1 }))('reads $form $how', ({ text }) => {
    const result = parsePublicKeys(text);
    if (result.kind !== 'ok') throw new Error(result.reason);
    expect(result.keys.map(spkiOf)).toEqual([spki]);
  });

  it.each(Object.entries(deliveries).filter(([how]) => !how.includes('without header')))(
    'reads two keys %s, for a rotation',
    (_, deliver) => {
      const result = parsePublicKeys(deliver(spki + otherSpki));
      if (result.kind !== 'ok') throw new Error(result.reason);
      expect(result.keys.map(spkiOf)).toEqual([spki, otherSpki]);
    },
  );

  const refused: Record<string, { text: string; reason: RegExp }> = {
    'an empty text': { text: '', reason: /is empty/ },
    'three keys': { text: spki + otherSpki + spki, reason: /more than 2/ },
    'a private key': { text: pkcs8, reason: /is a private key/ },
    'a private key of the older form': { text: pkcs1, reason: /is a private key/ },
    'a private key without header': { text: content(pkcs1), reason: /is a private key/ },
    'a private key that calls itself public': {
      text: pkcs8.replaceAll('PRIVATE', 'PUBLIC'),
      reason: /is a private key/,
    },
    'a good key and a private one': { text: spki + pkcs8, reason: /is a private key/ },
    'a short key': {
      text: spkiOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey),
      reason: /1024 bits/,
    },
    'an elliptic curve key': {
      text: spkiOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey),
      reason: /not an RSA key/,
    },
    'a sentence': { text: 'canary', reason: /cannot be read/ },
  };
  it.each(Object.entries(refused))('refuses %s', (_, { text, reason }) => {
    expect(parsePublicKeys(text)).toEqual({ kind: 'rejected', reason: expect.stringMatching(reason) });
  });
});

function pemOf(key: KeyObject, type: 'pkcs8' | 'sec1'): string {
  return key.export({ type, format: 'pem' }).toString();
}

function spkiOf(key: KeyObject): string {
  return createPublicKey({ key: key.export({ type: 'spki', format: 'der' }), format: 'der', type: 'spki' })
    .export({ type: 'spki', format: 'pem' })
    .toString();
}
