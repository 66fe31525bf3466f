import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { complete, noFiles, privatePem, publicPem, settingsOf } from './environment.ts';

describe('a complete configuration', () => {
  test('becomes settings in DANA’s terms', () => {
    expect(settingsOf(complete)).toMatchObject({
      dana: {
        environment: 'sandbox',
        partnerId: 'partner',
        origin: 'https://pay.shop.example',
        baseUrl: null,
      },
      merchant: { notifyUrl: 'https://pay.shop.example/v1.0/debit/notify' },
      rules: { expiresInMaxMs: 30 * 60_000, returnUrlsAllowed: ['https://shop.example'] },
    });
  });

  test('DANA_ENV wins over ENV', () => {
    expect(settingsOf({ ...complete, ENV: 'production' }).dana.environment).toBe('sandbox');
    expect(settingsOf({ ...complete, DANA_ENV: undefined, ENV: 'production' }).dana.environment).toBe(
      'production',
    );
  });

  test('a path prefix of PUBLIC_URL is part of the path that DANA signs', () => {
    const { merchant } = settingsOf({ ...complete, PUBLIC_URL: 'https://shop.example/pay/' });
    expect(merchant.notifyUrl).toBe('https://shop.example/pay/v1.0/debit/notify');
  });

  test('PRIVATE_KEY_PATH wins over PRIVATE_KEY', () => {
    const environment = { ...complete, PRIVATE_KEY: 'broken', PRIVATE_KEY_PATH: '/keys/private.pem' };
    const read = (path: string) => (path === '/keys/private.pem' ? privatePem : noFiles());
    expect(readConfig(environment, read).kind).toBe('ok');
  });

  test('two public keys and two token secrets are accepted during a rotation', () => {
    const settings = settingsOf({
      ...complete,
      DANA_WEBHOOK_PUBLIC_KEY_STRING: publicPem + publicPem,
      TOKEN_SECRET: `${'a'.repeat(32)},${'b'.repeat(32)}`,
    });
    expect(settings.dana.webhookPublicKeys).toHaveLength(2);
    expect(settings.tokenSecrets).toEqual(['a'.repeat(32), 'b'.repeat(32)]);
  });

  test('return URLs may be origins and app schemes', () => {
    const { rules } = settingsOf({
      ...complete,
      RETURN_URLS_ALLOWED: 'https://m.shop.example/x, shopapp://',
    });
    expect(rules.returnUrlsAllowed).toEqual(['https://m.shop.example', 'shopapp:', 'https://shop.example']);
  });

  test('a configured gateway sends events to public addresses only, unless the merchant allows private ones', () => {
    expect(settingsOf(complete).events).toEqual({ endpointUrls: [], secrets: [], arePrivateAllowed: false });
  });
});
