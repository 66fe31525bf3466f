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

  test.each([
    [
      'Neon',
      'postgresql://u:p@ep-x-pooler.eu.neon.tech/d?sslmode=require&channel_binding=require',
      '?sslmode=require',
    ],
    [
      'Supabase',
      'postgres://u:p@x.pooler.supabase.com:6543/d?sslmode=require&supa=base-pooler.x',
      '?sslmode=require',
    ],
    ['Prisma', 'postgresql://u:p@h:5432/d?schema=public&connection_limit=5&pgbouncer=true', ''],
    [
      'libpq',
      'postgres://u:p@a:5432,b:5433/d?options=-c%20search_path%3Dx&target_session_attrs=read-write',
      '?options=-c%20search_path%3Dx&target_session_attrs=read-write',
    ],
  ])('the address of a database may stand as %s prints it', (_, url, parameters) => {
    const { databaseUrl } = settingsOf({ ...complete, DATABASE_URL: url });
    expect(databaseUrl).toBe(url.split('?')[0] + parameters);
  });

  test.each([
    ['postgres://h/d', {}, { connectionsMax: 20, connectionWaitMaxMs: 5_000, arePrepared: true }],
    [
      'postgres://h/d?pgbouncer=true&connection_limit=5&pool_timeout=12',
      { DATABASE_LISTEN_URL: 'postgres://h:5433/d' },
      { connectionsMax: 5, connectionWaitMaxMs: 12_000, arePrepared: false },
    ],
    [
      'postgres://h/d?statement_cache_size=0',
      {},
      { connectionsMax: 20, connectionWaitMaxMs: 5_000, arePrepared: false },
    ],
    [
      'postgres://h/d?connection_limit=5',
      { DATABASE_POOL_SIZE: '12', DATABASE_PREPARED_STATEMENTS: 'false' },
      { connectionsMax: 12, connectionWaitMaxMs: 5_000, arePrepared: false },
    ],
  ])('%s with %j makes a pool of %j', (url, variables, pool) => {
    expect(settingsOf({ ...complete, ...variables, DATABASE_URL: url }).pool).toEqual(pool);
  });

  test('a Unix socket stands in the place of the host', () => {
    const url = 'postgres://u:p@localhost:6432/d?host=/cloudsql/project:region:name&sslmode=disable';
    expect(settingsOf({ ...complete, DATABASE_URL: url }).databaseUrl).toBe(
      'postgres://u:p@%2Fcloudsql%2Fproject%3Aregion%3Aname:6432/d?sslmode=disable',
    );
  });

  test.each([
    ['postgres://u:p@ep-x-pooler.eu.neon.tech/d', undefined, /Neon: the host without -pooler/],
    ['postgres://u:p@x.pooler.supabase.com:6543/d', undefined, /DATABASE_LISTEN_URL to the database itself/],
    ['postgres://u:p@h/d?pgbouncer=true', undefined, /set DATABASE_LISTEN_URL/],
    [
      'postgres://u:p@h/d',
      'postgres://u:p@ep-x-pooler.eu.neon.tech/d',
      /^DATABASE_LISTEN_URL names a pooler/,
    ],
    ['postgres://u:p@ep-x-pooler.eu.neon.tech/d', 'postgres://u:p@ep-x.eu.neon.tech/d', null],
    ['postgres://u:p@h/d', undefined, null],
  ])(
    'a pooler that LISTEN does not pass is warned of: %s, %s',
    (DATABASE_URL, DATABASE_LISTEN_URL, expected) => {
      const result = readConfig({ ...complete, DATABASE_URL, DATABASE_LISTEN_URL }, noFiles, () => null);
      const warnings =
        result.kind === 'ok' ? result.warnings.filter((text) => text.includes('pooler')) : null;
      expect(warnings).toEqual(expected === null ? [] : [expect.stringMatching(expected)]);
    },
  );

  test('apps may be listed as origins by their own schemes', () => {
    const origins = [
      'capacitor://localhost',
      'ionic://localhost',
      'http://localhost',
      'https://shop.example:8443',
    ];
    expect(settingsOf({ ...complete, CORS_ORIGINS: origins.join(',') }).corsOrigins).toEqual(origins);
  });

  test('PRIVATE_KEY_PATH wins over PRIVATE_KEY', () => {
    const environment = { ...complete, PRIVATE_KEY: 'broken', PRIVATE_KEY_PATH: '/keys/private.pem' };
    const read = (path: string) => (path === '/keys/private.pem' ? privatePem : noFiles());
    expect(readConfig(environment, read).kind).toBe('ok');
  });

  test('a secret can come from a file, which wins, without the line break at its end', () => {
    const environment = { ...complete, SERVER_KEY: 'short', SERVER_KEY_PATH: '/secrets/server-key' };
    const read = (path: string) => (path === '/secrets/server-key' ? `${'k'.repeat(40)}\n` : noFiles());
    const result = readConfig(environment, read);
    if (result.kind === 'faulty' || result.config.mode === 'embedded') throw new Error('not configured');
    expect(result.config.settings.serverKey).toBe('k'.repeat(40));
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

describe('telemetry', () => {
  test('is off unless a variable asks for it', () => {
    expect(settingsOf(complete).telemetry).toEqual({
      otlpEndpoint: null,
      alertUrl: null,
      areMetricsPushed: true,
      prometheus: null,
    });
  });

  test('with prometheus is read at loopback, at a port of its own', () => {
    const { telemetry } = settingsOf({ ...complete, OTEL_METRICS_EXPORTER: 'prometheus' });
    expect(telemetry.prometheus).toEqual({ host: '127.0.0.1', port: 9464 });
    expect(telemetry.areMetricsPushed).toBe(false);
  });

  test('is never read at the public port', () => {
    const variables = {
      ...complete,
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_PROMETHEUS_PORT: '4000',
    };
    expect(readConfig(variables, noFiles)).toMatchObject({
      kind: 'faulty',
      faults: expect.arrayContaining([expect.stringContaining('must be another port than PORT')]),
    });
  });
});
