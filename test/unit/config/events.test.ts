import { describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import type { Environment } from '../../../src/config/variables.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const older = `whsec_${Buffer.alloc(24, 8).toString('base64')}`;
const EVENTS_URL = 'https://shop.example/events';

/** Reads an environment in the embedded mode, which requires nothing else. */
function read(environment: Environment) {
  return readConfig(environment, () => {
    throw new Error('no such file');
  });
}
function eventsOf(environment: Environment) {
  const result = read(environment);
  if (result.kind !== 'ok' || result.config.mode !== 'embedded') throw new Error(JSON.stringify(result));
  return result.config.events;
}
function faultsOf(environment: Environment): string {
  const result = read(environment);
  return result.kind === 'faulty' ? result.faults.join('\n') : '';
}

describe('EVENTS_URL', () => {
  test('no endpoint receives events if it is missing', () => {
    expect(eventsOf({})).toEqual({ endpointUrls: [], secrets: [], arePrivateAllowed: true });
  });

  test('holds one or more endpoints, each of which counts once', () => {
    const other = 'http://127.0.0.1:9000/?shop=1';
    const events = eventsOf({ EVENTS_URL: `${EVENTS_URL}, ${other},${EVENTS_URL}`, EVENTS_SECRET: secret });
    expect(events.endpointUrls).toEqual([EVENTS_URL, other]);
  });

  test.each([
    'shop.example/events',
    'ftp://shop.example/',
    'https://user:canary@shop.example/',
    'https://canary@shop.example/',
    'https://shop.example/#canary',
  ])('%s is refused, and the message does not repeat it', (url) => {
    const faults = faultsOf({ EVENTS_URL: url, EVENTS_SECRET: secret });
    expect(faults).toContain('EVENTS_URL');
    expect(faults).not.toContain('canary');
  });

  test('holds http addresses only if private addresses are allowed', () => {
    const environment = { EVENTS_URL: 'http://fulfilment.internal/', EVENTS_SECRET: secret };
    expect(faultsOf({ ...environment, EVENTS_ALLOW_PRIVATE: 'false' })).toContain('EVENTS_URL');
    expect(eventsOf({ ...environment, EVENTS_ALLOW_PRIVATE: 'true' }).arePrivateAllowed).toBe(true);
    expect(faultsOf({ EVENTS_ALLOW_PRIVATE: 'yes' })).toContain('EVENTS_ALLOW_PRIVATE must be true or false');
  });
});

describe('EVENTS_SECRET', () => {
  test('is required if there is an endpoint', () => {
    expect(faultsOf({ EVENTS_URL })).toContain('EVENTS_SECRET is missing');
  });

  test('holds one secret, or two during a rotation, the newest first', () => {
    expect(eventsOf({ EVENTS_URL, EVENTS_SECRET: secret }).secrets).toEqual([secret]);
    expect(eventsOf({ EVENTS_URL, EVENTS_SECRET: `${secret},${older}` }).secrets).toEqual([secret, older]);
    expect(faultsOf({ EVENTS_URL, EVENTS_SECRET: `${secret},${older},${older}` })).toContain('more than 2');
  });

  test.each([
    ['without its prefix', secret.slice('whsec_'.length)],
    ['too short', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['not base64', 'whsec_canary-canary-canary-canary-canary-12'],
    ['cut off', secret.slice(0, -1)],
  ])('a secret that is %s is refused, and the message does not repeat it', (_name, EVENTS_SECRET) => {
    const faults = faultsOf({ EVENTS_URL, EVENTS_SECRET });
    expect(faults).toContain('EVENTS_SECRET must hold whsec_');
    expect(faults).not.toContain(EVENTS_SECRET);
  });
});
