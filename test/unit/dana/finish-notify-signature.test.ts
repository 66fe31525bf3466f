import { generateKeyPairSync } from 'node:crypto';
import { WebhookParser } from 'dana-node/webhook/v1';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFinishNotifyVerifier } from '../../../src/dana/finish-notify.ts';
import { fingerprintOf } from '../../../src/dana/keys/keys.ts';
import {
  closed,
  dana,
  epochTimes,
  notifyPath,
  qris,
  signed,
  timestamp,
  virtualAccount,
} from './notifications.ts';

const verifier = createFinishNotifyVerifier({ publicKeys: [dana.publicKey], path: notifyPath });
const isVerified = (body: string | Uint8Array, signature: string, at = timestamp) =>
  verifier.verify(Buffer.from(body), { signature, timestamp: at }).then((signer) => signer !== null);

const parser = new WebhookParser(dana.publicKey.export({ type: 'spki', format: 'pem' }).toString());
function isAcceptedBySdk(body: string, signature: string): boolean {
  try {
    parser.parseWebhook('POST', notifyPath, { 'x-signature': signature, 'x-timestamp': timestamp }, body);
    return true;
  } catch {
    return false;
  }
}

/** The SDK writes to the console if it cannot parse. */
afterEach(() => vi.restoreAllMocks());

describe('the signature of a Finish Notify', () => {
  it.each([
    ['a virtual account', JSON.stringify(virtualAccount)],
    ['a close without finishedTime', JSON.stringify(closed)],
    ['5 KB of QRIS with nested escapes', JSON.stringify(qris)],
    ['times in milliseconds', JSON.stringify(epochTimes)],
    ['characters beyond ASCII', JSON.stringify({ ...virtualAccount, title: 'Kopi – 漢字 😀' })],
    ['fields nobody knows', JSON.stringify({ ...virtualAccount, brandNew: { deep: [1, 2] } })],
  ])('genuine, for us and for dana-node: %s', async (_, body) => {
    const signature = signed(body);
    expect(await isVerified(body, signature)).toBe(true);
    expect(isAcceptedBySdk(body, signature)).toBe(true);
  });

  const plain = JSON.stringify(virtualAccount);
  it.each([
    ['laid out on many lines', JSON.stringify(virtualAccount, null, 2)],
    ['with a newline at the end', `${plain}\n`],
    ['with a byte order mark', `\uFEFF${plain}`],
    [
      'with JSON in strings that lost its escapes',
      plain.replace('"merchantId"', '"a":"{","b":"}","merchantId"'),
    ],
    ['with \\/ and a space after a comma', plain.replace('"IDR"', String.raw`"IDR","u":"a\/b, c"`)],
    ['with \\u escapes and a space after a comma', plain.replace('"IDR"', String.raw`"IDR","u":"\u00e9, c"`)],
    ['with 1.0 and a space after a comma', plain.replace('"IDR"', '"IDR","u":1.0,"v":", "')],
  ])('genuine, though dana-node refuses it: a body signed %s', async (_, body) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const signature = signed(body);
    expect(await isVerified(body, signature)).toBe(true);
    expect(isAcceptedBySdk(body, signature)).toBe(false);
  });

  it.each([
    ['indented', JSON.stringify(qris, null, 4)],
    ['with spaces after colons and commas', JSON.stringify(qris, null, 1).replaceAll('\n', '')],
    ['with CRLF at the end', `${JSON.stringify(qris)}\r\n`],
  ])('genuine where the minified body was signed and it arrived %s', async (_, body) => {
    expect(await isVerified(body, signed(JSON.stringify(qris)))).toBe(true);
  });

  const signature = signed(plain);
  it.each([
    ['another amount', plain.replace('75000.00', '75001.00'), signature, timestamp],
    ['another merchant', plain.replace('000000001"', '000000002"'), signature, timestamp],
    ['a space inside a string', plain.replace('CIMB', 'CI MB'), signature, timestamp],
    [
      'another key order',
      JSON.stringify(Object.fromEntries(Object.entries(virtualAccount).reverse())),
      signature,
      timestamp,
    ],
    ['one byte less', plain.slice(0, -1), signature, timestamp],
    ['nothing', '', signature, timestamp],
    ['another timestamp', plain, signature, '2026-01-15T10:06:31+07:00'],
    ['no timestamp', plain, signed(plain, { at: '' }), ''],
    ['a timestamp far too long', plain, signed(plain, { at: 'x'.repeat(65) }), 'x'.repeat(65)],
    ['another path signed', plain, signed(plain, { path: '/v1.0/debit/notify/' }), timestamp],
    [
      'another key',
      plain,
      signed(plain, { key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey }),
      timestamp,
    ],
    ['no signature', plain, '', timestamp],
    ['a signature that is no base64', plain, '!'.repeat(344), timestamp],
    ['a signature with a newline', plain, `${signature}\n`, timestamp],
    ['a signature with a space', plain, ` ${signature}`, timestamp],
    [
      'a signature in the URL alphabet',
      plain,
      signed(plain).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
      timestamp,
    ],
    ['a signature without its padding', plain, signature.replace(/=+$/, ''), timestamp],
    ['a signature cut short', plain, signature.slice(0, 340), timestamp],
    ['a signature far too long', plain, 'A'.repeat(4_000), timestamp],
  ])('refused: %s', async (_, body, sent, at) => {
    expect(await isVerified(body, sent, at)).toBe(false);
  });

  it('refused: bytes that are not UTF-8 if other bytes were signed', async () => {
    expect(await isVerified(Buffer.from([0x7b, 0xff, 0x7d]), signed(Buffer.from([0x7b, 0xfe, 0x7d])))).toBe(
      false,
    );
  });

  it('refused without costing more than its length: 1 MB of what dana-node needs 50 seconds for', async () => {
    const hostile = `{${'"a":"{",'.repeat(131_072)}"z":1}`;
    expect(await isVerified(hostile, signature)).toBe(false);
    expect(await isVerified(hostile, signed(hostile))).toBe(true);
  });

  it('genuine with either key while DANA rotates, and with neither afterwards', async () => {
    const next = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const verifyWith = (...publicKeys: (typeof dana.publicKey)[]) =>
      createFinishNotifyVerifier({ publicKeys, path: notifyPath }).verify(Buffer.from(plain), {
        signature: signed(plain, { key: next.privateKey }),
        timestamp,
      });
    expect(await verifyWith(dana.publicKey, next.publicKey)).toBe(fingerprintOf(next.publicKey));
    expect(await verifyWith(next.publicKey)).toBe(fingerprintOf(next.publicKey));
    expect(await verifyWith(dana.publicKey)).toBeNull();
    expect(await verifyWith()).toBeNull();
  });
});
