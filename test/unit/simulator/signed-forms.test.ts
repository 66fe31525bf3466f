import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkProtocol, type ProtocolRules } from '../../../src/simulator/protocol/check-request.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const path = '/payment-gateway/v1.0/debit/payment-host-to-host.htm';
const timestamp = '2026-01-15T10:00:00+07:00';
const rules: ProtocolRules = {
  partners: {
    find: () => ({ partnerId: 'partner-1', merchantIds: new Set(['m-1']), publicKeys: [publicKey] }),
    add: () => undefined,
    list: () => [],
  },
  timestampOffsets: ['+07:00'],
  timestampAgeMsMax: null,
  externalIds: null,
};

/** Whether the simulator takes a body when the merchant signed another spelling of it, or another body. */
function isTaken({ sent, signed }: { sent: string | Buffer; signed: string }): boolean {
  const hash = createHash('sha256').update(signed).digest('hex');
  const signature = sign('RSA-SHA256', Buffer.from(`POST:${path}:${hash}:${timestamp}`), privateKey);
  const headers = {
    'content-type': 'application/json',
    'x-timestamp': timestamp,
    'x-signature': signature.toString('base64'),
    'x-partner-id': 'partner-1',
    'x-external-id': 'e-1',
    'channel-id': '95221',
  };
  const request = { method: 'POST', path, headers, rawBody: Buffer.from(sent) };
  return (
    checkProtocol(request, { success: '54', failure: '54' }, rules, new Date(timestamp)).kind === 'passed'
  );
}

const minified =
  '{"merchantId":"m-1","amount":{"value":"75000.00","currency":"IDR"},"urlParams":[{"url":"https://shop.example/r?a=1&b=2","isDeeplink":"N"}],"note":"Kopi é, \\"tubruk\\": 2"}';

/** What each of DANA's SDKs signs and what it then sends: three of the five sign one text and send another. */
const sdks = {
  Node: { signed: minified, sent: minified },
  Go: { signed: minified.replaceAll('&', '\\u0026'), sent: `${minified.replaceAll('&', '\\u0026')}\n` },
  Python: {
    signed: minified.replaceAll('é', '\\u00e9'),
    sent: minified
      .replaceAll('é', '\\u00e9')
      .replace(/":(?=["{[])/g, '": ')
      .replace(/,(?=")/g, ', '),
  },
  PHP: { signed: minified, sent: minified.replaceAll('/', '\\/').replaceAll('é', '\\u00e9') },
  'PHP, signing what it sends': {
    signed: minified.replaceAll('/', '\\/').replaceAll('é', '\\u00e9'),
    sent: minified.replaceAll('/', '\\/').replaceAll('é', '\\u00e9'),
  },
};
const forms = Object.entries(sdks).map(([name, form]) => ({ name, ...form }));

test('the fixtures are the same JSON, and only Node sends what it signs', () => {
  for (const { sent, signed } of forms) {
    expect(JSON.parse(sent)).toEqual(JSON.parse(minified));
    expect(JSON.parse(signed)).toEqual(JSON.parse(minified));
  }
  expect(sdks.Python.sent).toContain('"amount": {"value": "75000.00", "currency": "IDR"}, "urlParams": [{');
  expect(sdks.PHP.sent).toContain('https:\\/\\/shop.example');
});

test.each(forms)('a request as the $name SDK signs and sends it is taken', (form) => {
  expect(isTaken(form)).toBe(true);
});

test.each(forms)(
  'a request as the $name SDK sends it is refused once its meaning changed',
  ({ sent, signed }) => {
    const changes: [string, string][] = [
      ['75000.00', '75001.00'],
      ['75000.00', '75000.0'],
      ['m-1', 'm-2'],
      ['"m-1"', '"m-1 "'],
      ['"m-1"', '1'],
      ['merchantId', 'merchantid'],
      ['{"merchantId"', '{"merchantId":"m-2","merchantId"'],
      ['{"merchantId"', '{"__proto__":{"merchantId":"m-2"},"merchantId"'],
      ['Kopi', 'Kopi '],
      ['"N"', 'null'],
      ['tubruk', 'tub\\u0000ruk'],
    ];
    for (const [from, to] of changes) {
      const changed = sent.replace(from, to);
      expect(changed, from).not.toBe(sent);
      expect(isTaken({ sent: changed, signed }), `${from} became ${to}`).toBe(false);
    }
  },
);

/**
 * Pairs that JSON.stringify(JSON.parse(…)) makes equal, or that a reader could: a signature over the one is
 * none over the other.
 */
test.each([
  ['a key twice, the last one signed', '{"a":"1","a":"2"}', '{"a":"2"}'],
  ['a key twice, the first one signed', '{"a":"1","a":"2"}', '{"a":"1"}'],
  ['a key twice, once spelled with an escape', '{"\\u0061":"1","a":"2"}', '{"a":"2"}'],
  ['1.0 for 1', '{"a":1.0}', '{"a":1}'],
  ['1e2 for 100', '{"a":1e2}', '{"a":100}'],
  ['-0 for 0', '{"a":-0}', '{"a":0}'],
  ['keys in another order', '{"b":"1","a":"2"}', '{"a":"2","b":"1"}'],
  ['keys that are numbers, in another order', '{"2":"b","1":"a"}', '{"1":"a","2":"b"}'],
  ['a __proto__ member for none', '{"__proto__":{"a":"1"}}', '{}'],
  ['a __proto__ member for what it would inherit', '{"__proto__":{"a":"1"}}', '{"a":"1"}'],
  ['a number too large for a double, for null', '{"a":1e400}', '{"a":null}'],
  ['a number that a double rounds', '{"a":12345678901234567891}', '{"a":12345678901234567890}'],
  ['a text for its number', '{"a":"1"}', '{"a":1}'],
  ['white space inside a text', '{"a":"x  y"}', '{"a":"x y"}'],
  ['an escaped backslash for an escape', '{"a":"\\\\u00e9"}', '{"a":"é"}'],
  ['another Unicode form of the same letter', '{"a":"e\u0301"}', '{"a":"\u00e9"}'],
  ['half a surrogate pair for its replacement', '{"a":"\\ud800"}', '{"a":"\ufffd"}'],
  ['two documents for one', '{"a":"1"}{"a":"1"}', '{"a":"1"}'],
  ['a byte order mark', '\ufeff{"a":"1"}', '{"a":"1"}'],
  ['white space that JSON does not know', '{"a":\u00a0"1"}', '{"a":"1"}'],
])('%s is refused', (_name, sent, signed) => {
  expect(isTaken({ sent: signed, signed })).toBe(true);
  expect(isTaken({ sent, signed })).toBe(false);
});

test('bytes that are no UTF-8 do not pass for the letter that replaces them', () => {
  const sent = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('" }')]);
  expect(isTaken({ sent, signed: '{"a":"\ufffd"}' })).toBe(false);
});

// A check whose cost grows with the square of the length would not end before the test's timeout.
test('a body of the largest size is checked', () => {
  const sent = `{"a":[${'"\\\\", '.repeat(36_000)}"x"]}`;
  expect(isTaken({ sent, signed: sent.replaceAll(', ', ',') })).toBe(true);
});
