import { createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { profiles } from '../../../src/simulator/model/profile.ts';
import {
  checkProtocol,
  type ProtocolRules,
  stringToSign,
} from '../../../src/simulator/protocol/check-request.ts';
import { createExternalIds } from '../../../src/simulator/protocol/external-ids.ts';
import { readPublicKey } from '../../../src/simulator/protocol/keys.ts';
import type { Partners } from '../../../src/simulator/protocol/partners.ts';
import vectorFile from './signature-vectors.json' with { type: 'json' };

/** Made with OpenSSL's command line, not with the code under test; the private key was thrown away. */
const { publicKey, vectors } = vectorFile;
const now = new Date('2026-01-15T10:00:00+07:00');
const codes = { success: '55', failure: '55' };

const partners: Partners = {
  find: (partnerId) =>
    partnerId === 'partner-1'
      ? { partnerId, merchantIds: new Set(['m-1']), publicKeys: [createPublicKey(publicKey)] }
      : undefined,
  add: () => undefined,
  list: () => [],
};
const rules: ProtocolRules = {
  partners,
  timestampOffsets: ['+07:00'],
  timestampAgeMsMax: null,
  externalIds: null,
};

const [genuine] = vectors;
if (genuine === undefined) throw new Error('no vectors');

function check(
  headers: Record<string, string> = {},
  differing: Partial<ProtocolRules> = {},
  vector = genuine,
) {
  if (vector === undefined) throw new Error('no vector');
  const all = {
    'content-type': 'application/json',
    'x-timestamp': vector.timestamp,
    'x-signature': vector.signature,
    'x-partner-id': 'partner-1',
    'x-external-id': 'e-1',
    'channel-id': '95221',
    ...headers,
  };
  const request = { method: 'POST', path: vector.path, headers: all, rawBody: Buffer.from(vector.body) };
  const result = checkProtocol(request, codes, { ...rules, ...differing }, now);
  return result.kind === 'passed'
    ? 'passed'
    : `${result.answer.body.responseCode} ${result.answer.body.responseMessage}`;
}

test('the string to sign is the one of the documentation', () => {
  expect(stringToSign('POST', genuine.path, genuine.body, genuine.timestamp)).toBe(
    'POST:/payment-gateway/v1.0/debit/status.htm:9d803d71d1cfac69a2c45668940ee029fd5394866abce8a8d3698ae289281b75:2026-01-15T10:00:00+07:00',
  );
});

test.each(vectors)('signature vector: $name', (vector) => {
  expect(check({}, {}, vector)).toBe(vector.isGenuine ? 'passed' : '4015500 Unauthorized. Invalid Signature');
});

test.each([
  ['content-type', '4005502 Invalid Mandatory Field Content-Type'],
  ['x-timestamp', '4005502 Invalid Mandatory Field X-TIMESTAMP'],
  ['x-signature', '4005502 Invalid Mandatory Field X-SIGNATURE'],
  ['x-partner-id', '4005502 Invalid Mandatory Field X-PARTNER-ID'],
  ['x-external-id', '4005502 Invalid Mandatory Field X-EXTERNAL-ID'],
  ['channel-id', '4005502 Invalid Mandatory Field CHANNEL-ID'],
])('without %s: %s', (name, answer) => {
  expect(check({ [name]: '' })).toBe(answer);
});

test.each([
  [{ 'content-type': 'text/plain' }, '4005501 Invalid Field Format Content-Type'],
  [{ 'x-external-id': 'e'.repeat(37) }, '4005501 Invalid Field Format X-EXTERNAL-ID'],
  [{ 'x-partner-id': 'stranger' }, '4015500 Unauthorized. Unknown Client'],
  [{ 'channel-id': 'partner-1-SERVER' }, 'passed'],
  [{ 'content-type': 'application/json; charset=utf-8' }, 'passed'],
])('with %j: %s', (headers, answer) => {
  expect(check(headers)).toBe(answer);
});

/** A timestamp of another shape cannot have the vector's signature: what is format must be told before what is forged. */
const isFormatFault = (timestamp: string, timestampOffsets: readonly string[] | null) =>
  check({ 'x-timestamp': timestamp }, { timestampOffsets }) === '4005501 Invalid Field Format X-TIMESTAMP';

test.each([
  ['2026-01-15 10:00:00+07:00', true, true, true],
  ['2026-01-15T03:00:00Z', true, true, false],
  ['2026-01-15T03:00:00+00:00', true, false, false],
  ['2026-02-31T03:00:00+00:00', true, true, false],
  ['2026-01-15T03:00:00+00:00+00:00', true, true, true],
  ['2026-01-14T22:00:00-05:00', true, true, false],
  ['2026-01-15T10:00:00.000+07:00', true, true, false],
  ['2026-02-31T10:00:00+07:00', true, true, false],
  ['2026-13-01T10:00:00+07:00', true, true, true],
  ['yesterday', true, true, true],
  ['2026-01-15T10:00:01+07:00', false, false, false],
])(
  'X-TIMESTAMP %s: refused when strict %s, in the sandbox %s, when lenient %s',
  (timestamp, whenStrict, inSandbox, whenLenient) => {
    expect(isFormatFault(timestamp, profiles.generous.timestampOffsets)).toBe(whenStrict);
    expect(isFormatFault(timestamp, profiles.sandbox.timestampOffsets)).toBe(inSandbox);
    expect(isFormatFault(timestamp, null)).toBe(whenLenient);
  },
);

test('a timestamp may be of any age, unless a limit is set', () => {
  const stale = { ...genuine, timestamp: '2019-01-15T10:00:00+07:00' };
  expect(check({}, {}, stale)).toBe('4015500 Unauthorized. Invalid Signature');
  expect(check({}, { timestampAgeMsMax: 300_000 }, stale)).toBe('4005501 Invalid Field Format X-TIMESTAMP');
  expect(check({}, { timestampAgeMsMax: 300_000 })).toBe('passed');
});

test('an X-EXTERNAL-ID may be used again, unless that is forbidden, and then on the next day', () => {
  expect([check(), check()]).toEqual(['passed', 'passed']);
  const externalIds = createExternalIds();
  expect(check({ 'x-signature': 'AAAA' }, { externalIds })).toMatch(/Invalid Signature/);
  expect([check({}, { externalIds }), check({}, { externalIds })]).toEqual(['passed', '4095500 Conflict']);
  expect(externalIds.isRepeated('partner-1', 'e-1', new Date('2026-01-16T00:00:00+07:00'))).toBe(false);
});

test('a public key is read as PEM, as PEM with literal \\n and as base64 on one line, and not as anything else', () => {
  const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' }).toString('base64');
  for (const text of [publicKey, publicKey.replaceAll('\n', '\\n'), publicKey.replaceAll('\n', '\r\n'), der])
    expect(readPublicKey(text).asymmetricKeyType).toBe('rsa');
  for (const text of ['', 'secret words', der.slice(4)]) {
    expect(() => readPublicKey(text)).toThrow(/must be an RSA key/);
    expect(() => readPublicKey(text)).not.toThrow(/secret words/);
  }
});
