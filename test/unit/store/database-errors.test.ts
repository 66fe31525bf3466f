import { DrizzleQueryError } from 'drizzle-orm';
import postgres from 'postgres';
import { describe, expect, test } from 'vitest';
import { StatementRefused, storeError } from '../../../src/store/postgres/errors.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';

interface Said {
  readonly code: string;
  readonly severity?: string;
  readonly constraint_name?: string;
  readonly wasSent?: boolean;
}

/** An error as the driver makes it of what Postgres said. */
function said({ wasSent = true, ...fields }: Said): Error {
  const Made = postgres.PostgresError as unknown as new (fields: object) => Error;
  return Object.assign(new Made({ message: 'as said', severity: 'ERROR', detail: 'canary', ...fields }), {
    wasSent,
  });
}

/** An error of the connection. */
function lost(code: string, wasSent: boolean): Error {
  return Object.assign(new Error('lost'), { code, wasSent });
}

describe('the store is unavailable, and nothing was recorded', () => {
  test.each([
    ['a disk that is full', said({ code: '53100' })],
    ['too many connections', said({ code: '53300', severity: 'FATAL', wasSent: false })],
    ['a database that is starting up', said({ code: '57P03', severity: 'FATAL', wasSent: false })],
    ['a read-only transaction', said({ code: '25006' })],
    ['the statement timeout', said({ code: '57014' })],
    ['a deadlock', said({ code: '40P01' })],
    ['an input or output error', said({ code: '58030' })],
    ['a password that is not accepted', said({ code: '28P01', severity: 'FATAL', wasSent: false })],
    ['nobody listening', lost('ECONNREFUSED', false)],
    ['a host that does not answer', lost('CONNECT_TIMEOUT', false)],
    ['a pool that had no place in time', lost('CONNECTION_WAIT_TIMED_OUT', false)],
    ['a pool that was closed', lost('CONNECTION_ENDED', false)],
  ])('%s', (_name, error) => {
    expect(storeError(error)).toBeInstanceOf(StoreUnavailable);
    expect(storeError(error)).toMatchObject({ isCertain: true });
  });
});

describe('the store is unavailable, and what was recorded is not known', () => {
  test.each([
    ['a connection lost during the statement', lost('CONNECTION_CLOSED', true)],
    ['a connection reset during the statement', lost('ECONNRESET', true)],
    ['a peer that fell silent', lost('ETIMEDOUT', true)],
    ['a shutdown', said({ code: '57P01', severity: 'FATAL' })],
    ['a crash', said({ code: '57P02', severity: 'FATAL' })],
    ['a panic', said({ code: '53100', severity: 'PANIC' })],
    ['a pooler that lost its server, whatever severity it writes', said({ code: '08P01' })],
    ['an error that was not followed', Object.assign(new Error('lost'), { code: 'ECONNRESET' })],
  ])('%s', (_name, error) => {
    expect(storeError(error)).toBeInstanceOf(StoreUnavailable);
    expect(storeError(error)).toMatchObject({ isCertain: false });
  });
});

test('a violated constraint is no outage, and is named without what was to be written', () => {
  const violation = said({ code: '23514', constraint_name: 'orders_amount_is_positive' });
  const error = storeError(new DrizzleQueryError('insert', ['canary'], violation));
  expect(error).toBeInstanceOf(StatementRefused);
  expect(error).toMatchObject({ code: '23514', constraint: 'orders_amount_is_positive' });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('canary');
});

test('an error that is none of the database passes as it is', () => {
  const bug = new TypeError('a bug of ours');
  expect(storeError(bug)).toBe(bug);
  expect(storeError(new DrizzleQueryError('insert', ['canary'], bug))).toBe(bug);
});
