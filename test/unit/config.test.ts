import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import type { Environment } from '../../src/config/variables.ts';

const { privateKey, publicKey: ownPublicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ownPublicPem = ownPublicKey.export({ type: 'spki', format: 'pem' }).toString();
const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

const shortPem = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const curvePem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();

const complete: Environment = {
  DANA_ENV: 'sandbox',
  X_PARTNER_ID: 'partner',
  PRIVATE_KEY: privatePem,
  DANA_WEBHOOK_PUBLIC_KEY_STRING: publicPem,
  MERCHANT_ID: '216620000000000000001',
  MCC: '5732',
  PUBLIC_URL: 'https://pay.shop.example',
  RETURN_URL: 'https://shop.example/thanks',
  DATABASE_URL: 'postgres://gapura:secret-password@db/gapura',
  SERVER_KEY: 'server-key-server-key-server-key-1',
  TOKEN_SECRET: 'token-secret-token-secret-token-12',
};

const noFiles = (): string => {
  throw new Error('no such file');
};

function settingsOf(environment: Environment) {
  const result = readConfig(environment, noFiles);
  if (result.kind !== 'ok' || result.config.mode !== 'configured') throw new Error(JSON.stringify(result));
  return result.config.settings;
}

function faultsOf(environment: Environment, readFile = noFiles): string {
  const result = readConfig(environment, readFile);
  return result.kind === 'faulty' ? result.faults.join('\n') : '';
}

describe('embedded or configured', () => {
  test('a shop page at another port of the same laptop may be let in, and that leaves it embedded', () => {
    const result = readConfig({ CORS_ORIGINS: 'http://localhost:5173' });
    expect(result).toMatchObject({
      kind: 'ok',
      config: { mode: 'embedded', corsOrigins: ['http://localhost:5173'] },
    });
  });

  test('nothing set: embedded, on the loopback', () => {
    expect(readConfig({}, noFiles)).toMatchObject({
      kind: 'ok',
      config: { mode: 'embedded', host: '127.0.0.1', port: 4000, simulatorPort: 4010, dataDir: '.data' },
    });
  });

  test('production with nothing set refuses: a secret that did not mount must not sell for play money', () => {
    const faults = faultsOf({ NODE_ENV: 'production' });
    for (const name of [
      'X_PARTNER_ID',
      'PRIVATE_KEY',
      'MERCHANT_ID',
      'DATABASE_URL',
      'DANA_ENV',
      'PUBLIC_URL',
    ]) {
      expect(faults).toContain(`${name} is missing`);
    }
  });

  test.each([
    'X_PARTNER_ID',
    'PRIVATE_KEY',
    'PRIVATE_KEY_PATH',
    'MERCHANT_ID',
    'DANA_ENV',
    'ENV',
    'PUBLIC_URL',
    'DATABASE_URL',
  ])('%s alone is half a configuration and refuses', (name) => {
    expect(readConfig({ [name]: complete[name] ?? 'sandbox' }, noFiles).kind).toBe('faulty');
  });

  test('credentials without a database refuse', () => {
    expect(faultsOf({ ...complete, DATABASE_URL: undefined })).toContain('DATABASE_URL is missing');
  });

  test('a .env serves development and supplies nothing in production', () => {
    const file = () => 'PORT=4321\n';
    expect(readConfig({}, file)).toMatchObject({ config: { port: 4321 } });
    expect(readConfig({ PORT: '4322' }, file)).toMatchObject({ config: { port: 4322 } });
    for (const production of [{ NODE_ENV: 'production' }, { DANA_ENV: 'production' }]) {
      expect(readConfig({ ...complete, ...production }, file)).toMatchObject({
        kind: 'ok',
        config: { settings: { port: 4000, isProduction: true } },
      });
    }
  });

  test.each(['NODE_ENV', 'DANA_ENV', 'ENV'])('a .env whose %s is production refuses', (name) => {
    const faults = faultsOf({}, () => `${name}=production\nX_PARTNER_ID=canary\n`);
    expect(faults).toContain('.env asks for production');
    expect(faults).not.toContain('canary');
  });

  test('where DANA is the real one, the place is production whatever NODE_ENV says', () => {
    expect(settingsOf({ ...complete, DANA_ENV: 'production' }).isProduction).toBe(true);
    expect(settingsOf({ ...complete, NODE_ENV: 'production' }).isProduction).toBe(true);
    expect(settingsOf(complete).isProduction).toBe(false);
  });
});

describe('a complete configuration', () => {
  test('is read as DANA names it', () => {
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

  test('two public keys serve a rotation, two token secrets too', () => {
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
});

describe('faults', () => {
  test('are all reported at once', () => {
    const faults = faultsOf({
      ...complete,
      PORT: '99999',
      SERVER_KEY: 'short',
      DANA_ENV: 'SANDBOX',
      PUBLIC_URL: 'x',
    });
    expect(faults).toContain('PORT must be a port number');
    expect(faults).toContain('SERVER_KEY is too short');
    expect(faults).toContain('DANA_ENV must be exactly sandbox or production');
    expect(faults).toContain('PUBLIC_URL is not a URL');
  });

  test.each([
    [{ DANA_BASE_URL: 'http://127.0.0.1:4010', DANA_ENV: 'production' }, 'DANA_BASE_URL must not be set'],
    [{ DANA_BASE_URL: 'http://127.0.0.1:4010', NODE_ENV: 'production' }, 'DANA_BASE_URL must not be set'],
    [{ UAT_FAIL_NOTIFY_FOR: 'ord-1', DANA_ENV: 'production' }, 'UAT_FAIL_NOTIFY_FOR must not be set'],
    [{ UAT_FAIL_NOTIFY_FOR: 'ord-1', NODE_ENV: 'production' }, 'UAT_FAIL_NOTIFY_FOR must not be set'],
    [{ PUBLIC_URL: 'http://pay.shop.example', DANA_ENV: 'production' }, 'PUBLIC_URL must be https'],
    [{ RETURN_URL: 'http://shop.example/thanks', DANA_ENV: 'production' }, 'RETURN_URL must not be http'],
    [
      { RETURN_URLS_ALLOWED: 'https://a.example,http://b.example', DANA_ENV: 'production' },
      'RETURN_URLS_ALLOWED must hold no http origin in production',
    ],
    [{ SERVER_KEY: `gsk_test_${'a'.repeat(43)}`, DANA_ENV: 'production' }, 'SERVER_KEY is a test key'],
    [{ SERVER_KEY: `gsk_live_${'a'.repeat(43)}` }, 'SERVER_KEY is a live key'],
    [
      { SERVER_KEY: 'the-same-secret-the-same-secret-1', TOKEN_SECRET: 'the-same-secret-the-same-secret-1' },
      'are the same',
    ],
    [{ PRIVATE_KEY: shortPem }, 'PRIVATE_KEY has 1024 bits: at least 2048 are needed'],
    [{ DANA_WEBHOOK_PUBLIC_KEY_STRING: curvePem }, 'DANA_WEBHOOK_PUBLIC_KEY_STRING is not an RSA key'],
    [{ PRIVATE_KEY: publicPem }, 'PRIVATE_KEY is a public key'],
    [{ DANA_WEBHOOK_PUBLIC_KEY_STRING: privatePem }, 'DANA_WEBHOOK_PUBLIC_KEY_STRING'],
    [{ TOKEN_SECRET: 'short' }, 'TOKEN_SECRET is too short'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must start with postgres://'],
    [{ PRIVATE_KEY_PATH: '/nowhere' }, 'PRIVATE_KEY_PATH names a file that cannot be read'],
  ])('%j', (environment, fault) => {
    expect(faultsOf({ ...complete, ...environment })).toContain(fault);
  });

  test.each([
    ['X_PARTNER_ID', '<client id>', 'X_PARTNER_ID is still a placeholder'],
    ['MERCHANT_ID', 'your-merchant-id', 'MERCHANT_ID is still a placeholder'],
    ['SERVER_KEY', 'change-me-change-me-change-me-change-me', 'SERVER_KEY is still a placeholder'],
    ['DANA_WEBHOOK_PUBLIC_KEY_STRING', ownPublicPem, 'is the public half of PRIVATE_KEY'],
    ['TRUST_PROXY', 'true', 'TRUST_PROXY must be a whole number from 0 to 10'],
    ['RAW_RETENTION_DAYS', '0', 'RAW_RETENTION_DAYS must be a whole number from 1 to 3650'],
    ['REGISTERED_DOCUMENTS_ONLY', 'yes', 'REGISTERED_DOCUMENTS_ONLY must be one of true, false'],
  ])('%s: refuses (case %#)', (name, value, fault) => {
    expect(faultsOf({ ...complete, [name]: value })).toContain(fault);
  });

  test.each([
    [0o100600, []],
    [0o100640, []],
    [0o100644, [expect.stringContaining('PRIVATE_KEY_PATH names a file that every account')]],
  ])('a private key in a file of mode %o', (mode, warnings) => {
    const environment = { ...complete, PRIVATE_KEY_PATH: '/run/secrets/key.pem' };
    const readFile = (path: string) => (path === '.env' ? noFiles() : privatePem);
    expect(readConfig(environment, readFile, () => mode)).toMatchObject({ kind: 'ok', warnings });
  });

  test('a secret that somebody typed is warned of', () => {
    const result = readConfig({ ...complete, SERVER_KEY: 'ab'.repeat(20) }, noFiles);
    expect(result).toMatchObject({ warnings: [expect.stringContaining('SERVER_KEY is no random secret')] });
  });

  test('never repeat a value', () => {
    const secrets = { SERVER_KEY: 'canary-short', TOKEN_SECRET: 'canary-tiny', PRIVATE_KEY: 'canary-key' };
    expect(
      faultsOf({ ...complete, ...secrets, DATABASE_URL: 'canary-db', DANA_ENV: 'canary-env' }),
    ).not.toContain('canary');
  });

  test('events leave the merchant’s own network unless it says otherwise', () => {
    expect(settingsOf(complete).events).toEqual({ endpointUrls: [], secrets: [], arePrivateAllowed: false });
  });
});
