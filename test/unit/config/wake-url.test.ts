import { expect, test } from 'vitest';
import * as z from 'zod';
import { wakeUrl } from '../../../src/config/wake-url.ts';

const read = (value: string) => wakeUrl(z.string()).safeParse(value);

test('WAKE_URL names the servers of one NATS cluster, or none', () => {
  expect(read('none').data).toEqual({ kind: 'none' });
  expect(read('tls://gapura:a%40b@one:4333,tls://two').data).toEqual({
    kind: 'nats',
    servers: ['one:4333', 'two:4222'],
    user: 'gapura',
    password: 'a@b',
    isTls: true,
  });
  expect(read('nats://one').data).toMatchObject({ user: null, password: null, isTls: false });
});

test.each(['', 'http://one', 'one:4222', 'nats://one,', 'None'])('%j is refused', (value) => {
  expect(read(value).success).toBe(false);
});
