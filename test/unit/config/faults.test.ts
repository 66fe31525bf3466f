import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { variableNames } from '../../../src/config/variables.ts';
import { complete, faultsOf, noFiles, ownPublicPem, privatePem, publicPem } from './environment.ts';

const shortPem = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const curvePem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .publicKey.export({ type: 'spki', format: 'pem' })
  .toString();

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
    [{ DATABASE_URL: 'postgres://u:p#w@h/d' }, 'DATABASE_URL is no URL'],
    [{ DATABASE_URL: 'postgres://u:p/w@h/d' }, 'DATABASE_URL is no URL'],
    [{ DATABASE_URL: 'postgres://h/d?sslrootcert=ca.pem' }, 'DATABASE_URL holds the parameter sslrootcert'],
    [{ DATABASE_URL: 'postgres://h/d?host=db' }, 'DATABASE_URL holds the parameter host'],
    [
      { DATABASE_URL: 'postgres://h/d?pool_timeout=0' },
      'DATABASE_URL holds a pool_timeout that is no whole number from',
    ],
    [
      { DATABASE_URL: 'postgres://h/d?connection_limit=x' },
      'DATABASE_URL holds a connection_limit that is no',
    ],
    [{ DATABASE_URL: 'postgres://h/d?sslmode=Require' }, 'DATABASE_URL holds an sslmode that is none of'],
    [{ DATABASE_POOL_SIZE: '0' }, 'DATABASE_POOL_SIZE must be a whole number from 1'],
    [{ DATABASE_PREPARED_STATEMENTS: 'no' }, 'DATABASE_PREPARED_STATEMENTS must be one of true, false'],
    [{ DATABASE_URL: 'postgres://h/d?schema=shop' }, 'DATABASE_URL asks for another schema'],
    [
      { DATABASE_URL: 'postgres://h/d?canary=1' },
      'DATABASE_URL holds a parameter that the gateway does not know',
    ],
    [{ CORS_ORIGINS: 'https://shop.example/' }, 'CORS_ORIGINS holds an entry'],
    [{ CORS_ORIGINS: 'https://Shop.example' }, 'CORS_ORIGINS holds an entry'],
    [{ CORS_ORIGINS: 'https://shop.example:443' }, 'CORS_ORIGINS holds an entry'],
    [{ CORS_ORIGINS: 'https://*.shop.example' }, 'CORS_ORIGINS holds an entry'],
    [{ MERCHANT_ID: '"216620000000000000001"' }, 'MERCHANT_ID holds quotes'],
    [{ MERCHANT_ID: '2'.repeat(65) }, 'MERCHANT_ID has more than 64 characters'],
    [{ EXTERNAL_STORE_ID: 's'.repeat(65) }, 'EXTERNAL_STORE_ID has more than 64 characters'],
    [{ X_PARTNER_ID: "'partner'" }, 'X_PARTNER_ID holds quotes'],
    [{ ORIGIN: 'https://a.example\r\nx: y' }, 'ORIGIN holds a space, a line break'],
    [
      { DATABASE_URL: undefined, DATABSE_URL: 'x' },
      'DATABSE_URL is not read: is it meant to be DATABASE_URL?',
    ],
    [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS holds an entry'],
    [{ CORS_ORIGINS: 'null' }, 'CORS_ORIGINS holds an entry'],
    [{ CORS_ORIGINS: 'file://' }, 'CORS_ORIGINS holds an entry'],
    [{ CORS_ORIGINS: 'wss://shop.example' }, 'CORS_ORIGINS holds an entry'],
    [{ PRIVATE_KEY_PATH: '/nowhere' }, 'PRIVATE_KEY_PATH names a file that cannot be read'],
    [{ DATABASE_URL_PATH: '/nowhere' }, 'DATABASE_URL_PATH names a file that cannot be read'],
    [{ TOKEN_SECRET_PATH: '/nowhere' }, 'TOKEN_SECRET_PATH names a file that cannot be read'],
  ])('%j is refused', (environment, fault) => {
    expect(faultsOf({ ...complete, ...environment })).toContain(fault);
  });

  test.each([
    ['X_PARTNER_ID', '<client id>', 'X_PARTNER_ID is still a placeholder'],
    ['MERCHANT_ID', 'your-merchant-id', 'MERCHANT_ID is still a placeholder'],
    ['SERVER_KEY', 'change-me-change-me-change-me-change-me', 'SERVER_KEY is still a placeholder'],
    ['DANA_WEBHOOK_PUBLIC_KEY_STRING', ownPublicPem, 'is the public half of PRIVATE_KEY'],
    ['TRUST_PROXY', 'true', 'TRUST_PROXY must be a whole number from 0 to 10'],
    ['RAW_RETENTION_DAYS', '0', 'RAW_RETENTION_DAYS must be a whole number from 1 to 3650'],
    ['SHUTDOWN_DELAY_MS', '20000', 'SHUTDOWN_DELAY_MS must be a whole number from 0 to 10000'],
    ['REGISTERED_DOCUMENTS_ONLY', 'yes', 'REGISTERED_DOCUMENTS_ONLY must be one of true, false'],
  ])('%s is refused (case %#)', (name, value, fault) => {
    expect(faultsOf({ ...complete, [name]: value })).toContain(fault);
  });

  test.each([
    [0o100600, []],
    [0o100640, []],
    [0o100644, [expect.stringContaining('PRIVATE_KEY_PATH names a file that every account')]],
  ])('a private key in a file of mode %o warns if every account may read it', (mode, warnings) => {
    const environment = { ...complete, PRIVATE_KEY_PATH: '/run/secrets/key.pem' };
    const readFile = (path: string) => (path === '.env' ? noFiles() : privatePem);
    expect(readConfig(environment, readFile, () => mode)).toMatchObject({ kind: 'ok', warnings });
  });

  test('a secret that somebody typed gives a warning', () => {
    const result = readConfig({ ...complete, SERVER_KEY: 'ab'.repeat(20) }, noFiles);
    expect(result).toMatchObject({ warnings: [expect.stringContaining('SERVER_KEY is no random secret')] });
  });

  test('never repeat a value', () => {
    const secrets = { SERVER_KEY: 'canary-short', TOKEN_SECRET: 'canary-tiny', PRIVATE_KEY: 'canary-key' };
    expect(
      faultsOf({ ...complete, ...secrets, DATABASE_URL: 'canary-db', DANA_ENV: 'canary-env' }),
    ).not.toContain('canary');
  });

  test.each(variableNames)('never repeat the value of %s', (name) => {
    for (const environment of [{ ...complete, [name]: 'canary,canary' }, { [name]: 'canary,canary' }]) {
      expect(faultsOf(environment)).not.toContain('canary');
    }
  });
});
