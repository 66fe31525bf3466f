import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type Resolve, shareLookups } from '../../../src/webhooks/name-lookups.ts';
import { type AddressRules, createGuardedLookup, isAllowed } from '../../../src/webhooks/receiver-address.ts';

const publicOnly: AddressRules = { arePrivateAllowed: false, arePublicAllowed: true };
const privateOnly: AddressRules = { arePrivateAllowed: true, arePublicAllowed: false };

/** Whether it may be reached [where only public addresses may, where only private ones may]. */
const judgements: readonly (readonly [address: string, isPublic: boolean, isPrivate: boolean])[] = [
  ['8.8.8.8', true, false],
  ['2606:4700::1111', true, false],
  ['127.0.0.1', false, true],
  ['10.1.2.3', false, true],
  ['172.16.0.1', false, true],
  ['192.168.1.1', false, true],
  ['100.64.0.1', false, true],
  ['::1', false, true],
  ['fd00::1', false, true],
  ['::ffff:127.0.0.1', false, true],
  ['::ffff:8.8.8.8', true, false],
  ['169.254.169.254', false, false],
  ['::ffff:169.254.169.254', false, false],
  ['fe80::1', false, false],
  ['0.0.0.0', false, false],
  ['::', false, false],
  ['224.0.0.1', false, false],
  ['255.255.255.255', false, false],
  ['192.0.2.1', false, false],
  // NAT64: judged by the address inside.
  ['64:ff9b::808:808', true, false],
  ['64:ff9b::a00:1', false, true],
  ['64:ff9b::7f00:1', false, true],
  ['64:ff9b::a9fe:a9fe', false, false],
  // Addresses of IPv4 in clothes of IPv6: compatible, translated, tunnelled.
  ['::7f00:1', false, false],
  ['64:ff9b:1::a00:1', false, false],
  ['2002:7f00:1::', false, false],
  ['2001:0:7f00:1::', false, false],
  ['fec0::1', false, false],
];

test.each(judgements)('%s', (address, isPublic, isPrivate) => {
  expect(isAllowed(address, publicOnly)).toBe(isPublic);
  expect(isAllowed(address, privateOnly)).toBe(isPrivate);
});

/** Answers one question after the other with these addresses; how often it was asked. */
function scriptedResolver(...answers: readonly string[][]) {
  const asked: ((error?: Error) => void)[] = [];
  const resolve: Resolve = (_hostname, _options, callback) => {
    const addresses = answers[asked.length] ?? [];
    asked.push((error) =>
      callback(
        error ?? null,
        addresses.map((address) => ({ address, family: isIP(address) })),
      ),
    );
  };
  return { resolve, asked };
}

describe('a name whose answer changes', () => {
  test('is judged at each connection, and what is given is what was judged', () => {
    const { resolve, asked } = scriptedResolver(['8.8.8.8'], ['8.8.4.4', '10.0.0.1'], ['8.8.4.4']);
    const lookup = createGuardedLookup(publicOnly, resolve);
    const given: unknown[] = [];
    const look = () => {
      lookup('shop.example', { all: true }, (error, addresses) => given.push(error?.code ?? addresses));
      asked.at(-1)?.();
    };
    for (let count = 0; count < 3; count++) look();
    expect(given).toEqual([
      [{ address: '8.8.8.8', family: 4 }],
      'ADDRESS_REFUSED',
      [{ address: '8.8.4.4', family: 4 }],
    ]);
  });
});

describe('many who ask for one name', () => {
  const ask = (resolve: Resolve, hostname: string) =>
    new Promise<LookupAddress[]>((found, failed) =>
      resolve(hostname, { all: true }, (error, addresses) => (error ? failed(error) : found(addresses))),
    );

  test('share one question while its answer is awaited, and ask again afterwards', async () => {
    const { resolve, asked } = scriptedResolver(['8.8.8.8'], ['8.8.4.4']);
    const shared = shareLookups(resolve);
    const crowd = Array.from({ length: 16 }, () => ask(shared, 'shop.example'));
    expect(asked).toHaveLength(1);
    asked[0]?.();
    for (const addresses of await Promise.all(crowd)) expect(addresses[0]?.address).toBe('8.8.8.8');

    const later = ask(shared, 'shop.example');
    asked[1]?.();
    expect((await later)[0]?.address).toBe('8.8.4.4');
  });

  test('share its failure too; another name is another question', async () => {
    const { resolve, asked } = scriptedResolver();
    const shared = shareLookups(resolve);
    const crowd = [ask(shared, 'dead.example'), ask(shared, 'dead.example')];
    const other = ask(shared, 'shop.example');
    expect(asked).toHaveLength(2);
    asked[0]?.(new Error('no answer'));
    for (const one of crowd) await expect(one).rejects.toThrow('no answer');
    asked[1]?.();
    expect(await other).toEqual([]);
  });
});
