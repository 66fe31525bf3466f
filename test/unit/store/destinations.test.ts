import { expect, test } from 'vitest';
import { destinationsOf } from '../../../src/store/driver/destinations.ts';

test.each([
  ['postgres://u:p@db.example/d', [{ host: 'db.example', port: 5432 }]],
  ['postgres://u:p@[::1]:5433/d?sslmode=require', [{ host: '::1', port: 5433 }]],
  [
    'postgres://u:p%40x@a:5433,b/d',
    [
      { host: 'a', port: 5433 },
      { host: 'b', port: 5432 },
    ],
  ],
  [
    'postgres://u@%2Fvar%2Frun%2Fpostgresql/d',
    [{ host: '/var/run/postgresql', path: '/var/run/postgresql/.s.PGSQL.5432' }],
  ],
  ['postgres://u@%2Ftmp:6432/d', [{ host: '/tmp', path: '/tmp/.s.PGSQL.6432' }]],
  ['postgres:///d', [{ host: 'localhost', port: 5432 }]],
])('%s leads where it says', (url, destinations) => {
  expect(destinationsOf(url)).toEqual(destinations);
});
