import { describe, expect, test } from 'vitest';
import { checkNotifyAddress, judgeTls } from '../../../src/doctor/check-notify-address.ts';
import { judgeRoute } from '../../../src/doctor/check-notify-route.ts';

describe('NOTIFICATION URL', () => {
  const url = new URL('https://pay.shop.example/v1.0/debit/notify');
  const at = (addresses: string[]) => async () => addresses;

  test.each([
    [['8.8.8.8'], 'ok', 'ok'],
    [['10.0.0.7'], 'warn', 'fail'],
    [['8.8.8.8', '127.0.0.1'], 'warn', 'fail'],
    [[], 'fail', 'fail'],
  ])('addresses %j: %s in the sandbox, %s in production', async (addresses, sandbox, production) => {
    const resolve = at(addresses);
    expect(await checkNotifyAddress(url, { isProduction: false, resolve })).toMatchObject({
      verdict: sandbox,
    });
    expect(await checkNotifyAddress(url, { isProduction: true, resolve })).toMatchObject({
      verdict: production,
    });
  });

  test('a name that cannot be resolved is a failure', async () => {
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
