import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { unsent } from '../../../src/dana/answers/raw-answer.ts';
import { parseSnapAnswer } from '../../../src/dana/answers/snap-answer.ts';
import { checkClock, checkTimeZone } from '../../../src/doctor/check-clock.ts';
import { judgeConsult } from '../../../src/doctor/check-dana.ts';
import {
  checkMigrations,
  checkServer,
  judgeNotify,
  unreachable,
} from '../../../src/doctor/check-database.ts';
import { checkDanaKeys, checkMerchantKey, fingerprintOf } from '../../../src/doctor/check-keys.ts';
import { checkNotifyAddress, judgeTls } from '../../../src/doctor/check-notify-address.ts';
import { judgeRoute } from '../../../src/doctor/check-notify-route.ts';
import { linesOf, warn } from '../../../src/doctor/finding.ts';
import { checkConfiguration } from '../../../src/doctor/run-checks.ts';

const keysOf = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const own = keysOf(2048);
const other = keysOf(2048);
const pem = (key: typeof own.publicKey) => key.export({ type: 'spki', format: 'pem' }).toString();

describe('variables', () => {
  test('every fault is a failure of its own', () => {
    const faults = ['MCC is missing', 'PUBLIC_URL is not a URL'];
    expect(
      checkConfiguration({ kind: 'faulty', faults }).map(({ verdict, says }) => [verdict, says]),
    ).toEqual([
      ['fail', 'MCC is missing'],
      ['fail', 'PUBLIC_URL is not a URL'],
    ]);
  });
});

describe('merchant key', () => {
  test('without the key given to DANA: what it is', () => {
    const finding = checkMerchantKey(own.privateKey, null);
    expect(finding).toMatchObject({
      verdict: 'ok',
      says: expect.stringContaining(fingerprintOf(own.publicKey)),
    });
  });

  test.each([
    ['its other half', pem(own.publicKey), 'ok'],
    ['another key', pem(other.publicKey), 'fail'],
    ['no key at all', 'nonsense', 'fail'],
  ])('with %s: %s', (_, registered, verdict) => {
    expect(checkMerchantKey(own.privateKey, registered)).toMatchObject({ verdict });
  });

  test('longer than DANA asks for is slow, not wrong', () => {
    expect(checkMerchantKey(keysOf(3072).privateKey, null)).toMatchObject({ verdict: 'warn' });
  });

  test('two keys of DANA’s are a rotation that should end', () => {
    expect(checkDanaKeys([own.publicKey])).toMatchObject({ verdict: 'ok' });
    expect(checkDanaKeys([own.publicKey, createPublicKey(pem(other.publicKey))])).toMatchObject({
      verdict: 'warn',
    });
  });
});

describe('time', () => {
  test.each([
    [-420, 'ok'],
    [0, 'fail'],
  ])('%d minutes from Jakarta’s zone: %s', (offset, verdict) => {
    expect(checkTimeZone(offset)).toMatchObject({ verdict });
  });

  const date = 'Thu, 15 Jan 2026 03:00:00 GMT';
  const atMs = Date.parse(date) + 500;
  test.each([
    [0, 'ok', '0.0 s'],
    [4_000, 'ok', '4.0 s ahead of'],
    [-30_000, 'warn', '30.0 s behind'],
    [7 * 60 * 60_000, 'fail', 'ahead of'],
  ])('a clock that is %d ms ahead: %s', (offsetMs, verdict, says) => {
    const finding = checkClock(date, atMs + offsetMs - 100, atMs + offsetMs + 100);
    expect(finding).toMatchObject({ verdict, says: expect.stringContaining(says) });
  });

  test('an answer without a date proves nothing', () => {
    expect(checkClock(null, 0, 0)).toMatchObject({ verdict: 'warn' });
    expect(checkClock('yesterday', 0, 0)).toMatchObject({ verdict: 'warn' });
  });
});

describe('DANA', () => {
  const asked = { environment: 'sandbox', fingerprint: 'SHA256:own', hasStore: true } as const;
  const answered = (httpStatus: number, body: object | string) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return { kind: 'answered', httpStatus, body: text, snap: parseSnapAnswer(text) } as const;
  };
  const options = [{ payMethod: 'BALANCE' }, { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_QRIS' }];
  const success = (paymentInfos: object[]) =>
    answered(200, { responseCode: '2005700', responseMessage: 'Successful', paymentInfos });
  const refusal = (httpStatus: number, responseCode: string) =>
    answered(httpStatus, { responseCode, responseMessage: 'No' });

  test('it takes our signature and lists ways to pay', () => {
    expect(judgeConsult(success(options), asked)).toMatchObject({
      verdict: 'ok',
      says: 'sandbox takes our signature and lists 2 ways to pay (2005700 Successful)',
    });
  });

  test('no way to pay, and no QRIS for want of a store, are warnings', () => {
    expect(judgeConsult(success([]), asked)).toMatchObject({ verdict: 'warn' });
    const noStore = { ...asked, hasStore: false };
    expect(judgeConsult(success(options.slice(0, 1)), noStore)).toMatchObject({
      verdict: 'warn',
      todo: expect.stringContaining('EXTERNAL_STORE_ID'),
    });
  });

  test.each([
    ['an unknown signature', refusal(401, '4010000'), 'SHA256:own'],
    ['an unknown merchant', refusal(404, '4040008'), 'MERCHANT_ID'],
    ['a bad header', refusal(400, '4000002'), 'headers'],
    ['no contract', refusal(403, '4030015'), 'PKS'],
    ['a failure of its own', refusal(500, '5000000'), 'again'],
    ['a page of a proxy', answered(200, '<html>'), 'proxy'],
    [
      'silence',
      { kind: 'unanswered', reason: 'ENOTFOUND', mayHaveArrived: true, isOurFault: false } as const,
      '443',
    ],
    ['a request that cannot be made', unsent('no key', { isOurFault: true }), 'lines above'],
  ])('%s fails and says what to do', (_, exchange, todo) => {
    expect(judgeConsult(exchange, asked)).toMatchObject({
      verdict: 'fail',
      todo: expect.stringContaining(todo),
    });
  });
});

describe('database', () => {
  const facts = {
    versionNumber: 150_008,
    versionText: '15.8',
    pendingCount: 0,
    unknownCount: 0,
    isOutdated: false,
    mayMigrate: true,
  };

  test.each([
    [{}, 'ok', 'ok'],
    [{ versionNumber: 140_011 }, 'fail', 'ok'],
    [{ pendingCount: 4 }, 'ok', 'ok'],
    [{ pendingCount: 4, mayMigrate: false }, 'ok', 'fail'],
    [{ mayMigrate: false }, 'ok', 'ok'],
    [{ unknownCount: 1 }, 'ok', 'fail'],
    [{ isOutdated: true, unknownCount: 3 }, 'ok', 'fail'],
  ])('%j: server %s, migrations %s', (changed, server, migrations) => {
    expect(checkServer({ ...facts, ...changed })).toMatchObject({ verdict: server });
    expect(checkMigrations({ ...facts, ...changed })).toMatchObject({ verdict: migrations });
  });

  test('a NOTIFY that is not heard points at the pooler', () => {
    expect(judgeNotify(3)).toMatchObject({ verdict: 'ok', says: 'heard after 3 ms' });
    expect(judgeNotify(null)).toMatchObject({
      verdict: 'fail',
      todo: expect.stringContaining('DATABASE_LISTEN_URL'),
    });
  });

  test('why it cannot be used is told by code, not in the driver’s words', () => {
    const error = Object.assign(new Error('password "hunter2" is wrong'), { code: '28P01' });
    const finding = unreachable(error);
    expect(finding).toMatchObject({ verdict: 'fail', todo: expect.stringContaining('password') });
    expect(JSON.stringify(finding)).not.toContain('hunter2');
    expect(unreachable(new Error('odd'))).toMatchObject({
      verdict: 'fail',
      says: 'it cannot be used (no code)',
    });
  });
});

describe('NOTIFICATION URL', () => {
  const url = new URL('https://pay.shop.example/v1.0/debit/notify');
  const at = (addresses: string[]) => async () => addresses;

  test.each([
    [['8.8.8.8'], 'ok', 'ok'],
    [['10.0.0.7'], 'warn', 'fail'],
    [['8.8.8.8', '127.0.0.1'], 'warn', 'fail'],
    [[], 'fail', 'fail'],
  ])('at %j: %s in the sandbox, %s in production', async (addresses, sandbox, production) => {
    const resolve = at(addresses);
    expect(await checkNotifyAddress(url, { isProduction: false, resolve })).toMatchObject({
      verdict: sandbox,
    });
    expect(await checkNotifyAddress(url, { isProduction: true, resolve })).toMatchObject({
      verdict: production,
    });
  });

  test('a name that cannot be resolved', async () => {
    const resolve = async () => {
      throw new Error('ENOTFOUND');
    };
    expect(await checkNotifyAddress(url, { isProduction: false, resolve })).toMatchObject({
      verdict: 'fail',
    });
  });

  const now = new Date('2026-01-15T03:00:00Z');
  const inDays = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60_000);
  const tls = { distrust: null, validTo: inDays(60), protocol: 'TLSv1.3', speaksTls12: true };
  test.each([
    [{}, 'ok'],
    [{ validTo: inDays(3) }, 'warn'],
    [{ distrust: 'CERT_HAS_EXPIRED' }, 'fail'],
    [{ speaksTls12: false }, 'fail'],
  ])('TLS %j: %s', (changed, verdict) => {
    expect(judgeTls({ ...tls, ...changed }, now)).toMatchObject({ verdict });
  });

  const seen = { nonce: 'f00d', isListening: true };
  const answered = (httpStatus: number, body = '') => ({ kind: 'answered', httpStatus, body }) as const;
  test.each([
    ['a gateway’s refusal', answered(401, '{"responseCode":"4015600"}'), 'ok', null],
    ['our own number', answered(200, '{"doctor":"f00d"}'), 'ok', null],
    ['another number', answered(200, '{"doctor":"beef"}'), 'fail', 'something else'],
    ['another 401', answered(401, '{"error":"login"}'), 'fail', 'something else'],
    ['a redirect', answered(301), 'fail', 'follows none'],
    ['not found', answered(404), 'fail', '/v1.0/debit/notify'],
    ['a proxy with nobody behind', answered(502), 'fail', 'HOST and PORT'],
    ['a firewall', answered(403), 'fail', 'WAF'],
    ['silence', { kind: 'unanswered', reason: 'ECONNREFUSED' } as const, 'fail', 'PUBLIC_URL'],
  ])('route: %s', (_, answer, verdict, todo) => {
    const finding = judgeRoute(answer, seen);
    expect(finding).toMatchObject({ verdict, todo: todo === null ? null : expect.stringContaining(todo) });
  });
});

test('a line for the finding, one for what to do, and nothing that moves the cursor', () => {
  expect(linesOf(warn('clock', 'late\u001b[2J\nby much', 'turn on NTP'))).toBe(
    'warn  clock                 late [2J by much\n      → turn on NTP\n',
  );
});
