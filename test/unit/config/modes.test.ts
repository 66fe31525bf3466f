import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { complete, faultsOf, noFiles, settingsOf } from './environment.ts';

describe('embedded or configured', () => {
  test('CORS_ORIGINS lets the shop page on another port of the laptop in, and the gateway stays embedded', () => {
    const result = readConfig({ CORS_ORIGINS: 'http://localhost:5173' });
    expect(result).toMatchObject({
      kind: 'ok',
      config: { mode: 'embedded', corsOrigins: ['http://localhost:5173'] },
    });
  });

  test('a misspelt variable is named, and one of somebody else is not', () => {
    const misspelt = {
      TRUST_PROXIES: '1',
      PUBLIC_URI: 'x',
      'cors-origins': 'x',
      HOSTNAME: 'x',
      LOGNAME: 'x',
    };
    expect(readConfig({ ...complete, PUBLIC_URL: undefined, ...misspelt }, noFiles)).toMatchObject({
      faults: expect.arrayContaining([
        'PUBLIC_URI is not read: is it meant to be PUBLIC_URL?',
        'cors-origins is not read: is it meant to be CORS_ORIGINS?',
      ]),
    });
    const result = readConfig({ ...complete, EVENT_URL: 'x', HOSTNAME: 'x', LOGNAME: 'x' }, noFiles);
    expect(result).toMatchObject({ warnings: ['EVENT_URL is not read: is it meant to be EVENTS_URL?'] });
  });

  test('an empty environment starts the embedded mode on the loopback address', () => {
    expect(readConfig({}, noFiles)).toMatchObject({
      kind: 'ok',
      config: {
        mode: 'embedded',
        host: '127.0.0.1',
        port: 4000,
        simulatorPort: 4010,
        simulatorProfile: 'generous',
        dataDir: '.data',
      },
    });
  });

  test('SIMULATOR_PROFILE gives the embedded simulator the limits of DANA’s sandbox', () => {
    expect(readConfig({ SIMULATOR_PROFILE: 'sandbox' }, noFiles)).toMatchObject({
      config: { mode: 'embedded', simulatorProfile: 'sandbox' },
    });
    expect(faultsOf({ SIMULATOR_PROFILE: 'Sandbox' })).toContain(
      'SIMULATOR_PROFILE must be generous or sandbox',
    );
  });

  test('production with nothing set is refused: a secret that did not mount must not sell for play money', () => {
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
    'DATABASE_URL_PATH',
  ])('%s alone is half a configuration and is refused', (name) => {
    expect(readConfig({ [name]: complete[name] ?? 'sandbox' }, noFiles).kind).toBe('faulty');
  });

  test('credentials without a database are refused', () => {
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

  test.each(['NODE_ENV', 'DANA_ENV', 'ENV'])('a .env whose %s is production is refused', (name) => {
    const faults = faultsOf({}, () => `${name}=production\nX_PARTNER_ID=canary\n`);
    expect(faults).toContain('.env asks for production');
    expect(faults).not.toContain('canary');
  });

  test('the gateway is in production if DANA is the real one, whatever NODE_ENV says', () => {
    expect(settingsOf({ ...complete, DANA_ENV: 'production' }).isProduction).toBe(true);
    expect(settingsOf({ ...complete, NODE_ENV: 'production' }).isProduction).toBe(true);
    expect(settingsOf(complete).isProduction).toBe(false);
  });
});

describe('a rehearsal of production', () => {
  const rehearsal = {
    ...complete,
    DANA_ENV: 'production',
    REHEARSAL: 'true',
    DANA_BASE_URL: 'http://localhost:4010',
    PUBLIC_URL: 'http://127.0.0.1:4000',
  };

  test('has the settings of production, a mode of its own and a simulator', () => {
    expect(settingsOf(rehearsal)).toMatchObject({
      mode: 'rehearsal',
      isProduction: true,
      dana: { environment: 'production', baseUrl: 'http://localhost:4010' },
    });
  });

  test.each<[string, Record<string, string | undefined>, string]>([
    ['no simulator', { DANA_BASE_URL: undefined }, 'REHEARSAL needs the address of a simulator'],
    [
      'DANA itself',
      { DANA_BASE_URL: 'https://api.saas.dana.id' },
      'REHEARSAL needs the address of a simulator',
    ],
    ['the sandbox', { DANA_ENV: 'sandbox' }, 'REHEARSAL rehearses production'],
    ['a live key', { SERVER_KEY: `gsk_live_${'abcdefgh'.repeat(4)}` }, 'SERVER_KEY is a live key'],
    ['http on a public address', { PUBLIC_URL: 'http://pay.shop.example' }, 'PUBLIC_URL must be https'],
    ['another word than true', { REHEARSAL: 'yes' }, 'REHEARSAL must be'],
    ['REHEARSAL left out', { REHEARSAL: undefined }, 'DANA_BASE_URL must not be set in production'],
  ])('is refused with %s', (_, changed, fault) => {
    expect(faultsOf({ ...rehearsal, ...changed })).toContain(fault);
  });
});
