import { expect, test } from 'vitest';
import type { KnownOperator } from '../../../src/access/credential-store.ts';
import { type HolderOptions, personOf } from '../../../src/commands/key-holder.ts';
import { parseRupiah } from '../../../src/domain/money.ts';

const now = new Date('2026-01-15T08:00:00Z');

/** What `keys create --person Sari` with these options records about a person who is known as `known`. */
async function recorded(known: Partial<KnownOperator> | null, options: HolderOptions) {
  const kept: KnownOperator | null = known && {
    ...{ id: 'person-1', name: 'Sari', role: 'finance', createdAt: now, revokedAt: null },
    createdBy: { kind: 'OPERATOR', id: null, name: 'ops' },
    eachMax: parseRupiah('500000') ?? null,
    dayMax: parseRupiah('2000000') ?? null,
    ...known,
  };
  const put: object[] = [];
  const lines: object[] = [];
  const write = (event: string, fields?: object) => void lines.push({ event, ...fields });
  const log = { debug: write, info: write, warn: write, error: write };
  const store = {
    findOperator: async () => kept,
    putOperator: async ({ role, eachMax, dayMax }: KnownOperator) => void put.push({ role, eachMax, dayMax }),
  };
  await personOf(store as never, log, options, 'Sari', now);
  return { put, lines };
}

test('an option changes what it names, and everything else about a known person stays', async () => {
  const eachMax = parseRupiah('500000');
  const dayMax = parseRupiah('2000000');
  expect((await recorded({}, {})).put).toEqual([]);
  expect((await recorded({}, { 'refund-max': '700000' })).put).toEqual([
    { role: 'finance', eachMax: parseRupiah('700000'), dayMax },
  ]);
  expect((await recorded({}, { role: 'support' })).put).toEqual([{ role: 'support', eachMax, dayMax }]);
  expect((await recorded({}, { 'day-max': 'none' })).put).toEqual([
    { role: 'finance', eachMax, dayMax: null },
  ]);
  expect((await recorded({}, { role: 'finance', 'refund-max': '500000' })).put).toEqual([]);
});

test('the log has the limits of the person', async () => {
  const { lines } = await recorded(null, { role: 'finance', 'refund-max': '500000' });
  expect(lines).toMatchObject([
    { event: 'operator.recorded', name: 'Sari', role: 'finance', eachMax: '500000.00', dayMax: null },
  ]);
});

test.each([
  ['a new person needs a role', null, {}, '--role is missing'],
  ['a limit is an amount', {}, { 'refund-max': '5.5' }, '--refund-max is an amount'],
  ['a role is one of ours', {}, { role: 'owner' }, '"owner" is no role'],
  ['a revoked person gets no key', { revokedAt: now }, {}, 'Sari is revoked'],
  ['scopes are a server’s', {}, { scopes: 'orders:read' }, '--scopes is a server’s'],
] as const)('%s', async (_, known, options, message) => {
  await expect(recorded(known, options)).rejects.toThrow(message);
});
