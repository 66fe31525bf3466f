import { describe, expect, test } from 'vitest';
import { findChannel } from '../../../src/simulator/model/pay-channels.ts';
import { newPaymentCode } from '../../../src/simulator/operations/payment-code.ts';
import { formatLeft, formatSpan, formatWib } from '../../../src/simulator/pages/assets/times.js';
import { html } from '../../../src/simulator/pages/html.ts';
import { chooseLanguage } from '../../../src/simulator/pages/payer/language.ts';
import { readQris } from '../../../src/simulator/pages/payer/qris-payload.ts';
import { returnTarget } from '../../../src/simulator/pages/payer/return-target.ts';
import { formatRupiah } from '../../../src/simulator/pages/rupiah.ts';

describe('html', () => {
  test('keeps markup, joins lists, and shows nothing for null, undefined and false', () => {
    const items = ['<a>', 2].map((text) => html`<li>${text}</li>`);
    expect(String(html`<ul>${items}${null}${undefined}${false}</ul>`)).toBe(
      '<ul><li>&lt;a&gt;</li><li>2</li></ul>',
    );
  });

  test('does not mistake a look-alike object for markup', () => {
    const lookAlike = { toString: () => '<script>' } as unknown as string;
    expect(String(html`${lookAlike}`)).toBe('&lt;script&gt;');
  });
});

test.each([
  ['75000.00', 'Rp75.000'],
  ['1.00', 'Rp1'],
  ['999.00', 'Rp999'],
  ['1234567.00', 'Rp1.234.567'],
  ['10000.50', 'Rp10.000,50'],
  ['9007199254740993.00', 'Rp9.007.199.254.740.993'],
])('%s rupiah are written %s', (value, text) => {
  expect(formatRupiah({ value })).toBe(text);
});

test.each([
  ['?lang=en', 'id', 'en'],
  ['?lang=id', 'en-US,en', 'id'],
  ['?lang=fr', 'en', 'en'],
  ['', 'id-ID,id;q=0.9,en;q=0.8', 'id'],
  ['', 'en-GB,en;q=0.9,id;q=0.8', 'en'],
  ['', 'de,id;q=0.3,en;q=0.7', 'en'],
  ['', 'de', 'id'],
  ['', '', 'id'],
])('a payer with %s and a browser that prefers "%s" reads %s', (search, preferred, language) => {
  const url = new URL(`http://simulator/${search}`);
  expect(chooseLanguage({ url, headers: { 'accept-language': preferred } })).toBe(language);
});

const added = 'originalReferenceNo=2026&originalPartnerReferenceNo=ord%2F1&merchantId=2166&status=CLOSED';

test.each([
  ['https://shop.example/thanks?id=1%20a', 'web', `https://shop.example/thanks?id=1%20a&${added}`],
  ['https://shop.example/thanks?status=#part', 'web', `https://shop.example/thanks?status=&${added}#part`],
  ['http://127.0.0.1:3000', 'web', `http://127.0.0.1:3000/?${added}`],
  ['https://shop.example/a\r\nset-cookie: b', 'web', `https://shop.example/aset-cookie:%20b?${added}`],
  ['shopapp://orders/return', 'app', `shopapp://orders/return?${added}`],
  ['shopapp:return', 'app', `shopapp:return?${added}`],
  ['javascript:alert(1)', null, null],
  [' JavaScript:alert(1)', null, null],
  ['data:text/html,hello', null, null],
  ['/relative', null, null],
  ['', null, null],
  [null, null, null],
])('the return address %j leads, with DANA’s parameters, to %s %j', (returnUrl, kind, url) => {
  const order = { returnUrl, referenceNo: '2026', partnerReferenceNo: 'ord/1', merchantId: '2166' };
  const target = returnTarget({ ...order, state: 'CLOSED' });
  expect(target).toEqual(kind === null ? null : { kind, url });
});

describe('a QRIS code', () => {
  const channel = findChannel({ payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS' });
  if (channel === undefined) throw new Error('QRIS is not offered');
  const amount = { value: '75000.00', currency: 'IDR' };
  const payload = newPaymentCode(channel, { amount, referenceNo: '20260115111230999500166000000000001' });

  test('is read with its merchant and city', () => {
    const content = { merchantName: 'Simulated Shop', city: 'Jakarta' };
    expect(readQris(payload)).toEqual({ kind: 'read', content });
  });

  test('with any one letter changed is damaged or not a code', () => {
    for (let at = 0; at < payload.length; at += 1) {
      const changed = `${payload.slice(0, at)}${payload[at] === '1' ? '2' : '1'}${payload.slice(at + 1)}`;
      expect(readQris(changed).kind, changed).not.toBe('read');
    }
  });

  test.each(['', 'hello', '0002', '000201', payload.slice(0, -1), `${payload}0`, `${payload}6304ABCD`])(
    '%j is not a code',
    (text) => {
      expect(readQris(text).kind).not.toBe('read');
    },
  );
});

test.each([
  [0, '00:00'],
  [-5000, '00:00'],
  [1, '00:01'],
  [299_000, '04:59'],
  [3_600_000, '1:00:00'],
  [90_061_000, '25:01:01'],
  [187_200_000, '2 d 4 h'],
])('%i ms left are shown as %s', (ms, text) => {
  expect(formatLeft(ms)).toBe(text);
});

test.each([
  [-1, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_900_000, '1 h 5 min'],
  [7_200_000, '2 h'],
  [187_200_000, '2 d 4 h'],
])('a span of %i ms is shown as %s', (ms, text) => {
  expect(formatSpan(ms)).toBe(text);
});

test('instants are shown in Jakarta’s time wherever the simulator runs', () => {
  expect(formatWib(Date.parse('2026-11-22T20:41:07Z'))).toBe('2026-11-23 03:41:07 WIB');
});
