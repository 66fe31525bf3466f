import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { complete, faultsOf, noFiles, settingsOf } from './environment.ts';

const provider = {
  CONSOLE: 'true',
  OIDC_ISSUER: 'https://id.shop.example/realms/shop',
  OIDC_CLIENT_ID: 'gapura',
  OIDC_CLIENT_SECRET: 'secret-of-the-client',
};

test('people sign in at OIDC_ISSUER, and their first group with a role decides', () => {
  expect(settingsOf(complete).openId).toBeNull();
  const groups = {
    OIDC_GROUPS: 'Payments Finance:finance, payments-support:support',
    OIDC_GROUPS_CLAIM: 'roles',
  };
  expect(settingsOf({ ...complete, ...provider, ...groups }).openId).toEqual({
    issuer: new URL('https://id.shop.example/realms/shop'),
    clientId: 'gapura',
    clientSecret: 'secret-of-the-client',
    scope: 'openid',
    groupsClaim: 'roles',
    roles: [
      { group: 'Payments Finance', role: 'finance' },
      { group: 'payments-support', role: 'support' },
    ],
  });
});

test('the embedded mode may have a provider too, at http on this machine', () => {
  const { CONSOLE: _, ...embedded } = provider;
  const read = readConfig({ ...embedded, OIDC_ISSUER: 'http://127.0.0.1:4444' }, noFiles);
  expect(read).toMatchObject({ kind: 'ok', config: { mode: 'embedded', openId: { clientId: 'gapura' } } });
});

test.each([
  ['half a provider', { OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET is missing'],
  ['no client', { OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID is missing'],
  ['no issuer', { OIDC_ISSUER: '' }, 'OIDC_ISSUER is missing'],
  ['an issuer in clear text', { OIDC_ISSUER: 'http://id.shop.example' }, 'OIDC_ISSUER must be https'],
  ['an issuer without a console', { CONSOLE: 'false' }, 'OIDC_ISSUER signs people in to the console'],
  ['an unknown role', { OIDC_GROUPS: 'all:owner' }, 'OIDC_GROUPS holds an entry that is no group'],
  ['a group without a role', { OIDC_GROUPS: 'all' }, 'OIDC_GROUPS holds an entry that is no group'],
  [
    'a console in clear text',
    { PUBLIC_URL: 'http://pay.shop.example' },
    'PUBLIC_URL must be https with CONSOLE',
  ],
])('%s stops the start', (_, more, fault) => {
  expect(faultsOf({ ...complete, ...provider, ...more })).toContain(fault);
});
