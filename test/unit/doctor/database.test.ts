import { describe, expect, test } from 'vitest';
import {
  checkMigrations,
  checkServer,
  judgeNotify,
  unreachable,
} from '../../../src/doctor/check-database.ts';

const suitable = {
  versionNumber: 150_008,
  versionText: '15.8',
  encoding: 'UTF8',
  clientEncoding: 'UTF8',
  dateStyle: 'ISO, YMD',
  strings: 'on',
  isolation: 'read committed',
  statementTimeoutMs: 5_000,
};

describe('database', () => {
  const facts = {
    session: suitable,
    pendingCount: 0,
    unknownCount: 0,
    isOutdated: false,
    mayMigrate: true,
    clock: { readMs: 0, sentAtMs: 0, answeredAtMs: 0 },
  };

  test.each([
    [{}, 'ok', 'ok'],
    [{ session: { ...suitable, versionNumber: 140_011 } }, 'fail', 'ok'],
    [{ session: { ...suitable, encoding: 'WIN1252' } }, 'fail', 'ok'],
    [{ pendingCount: 4 }, 'ok', 'ok'],
    [{ pendingCount: 4, mayMigrate: false }, 'ok', 'fail'],
    [{ mayMigrate: false }, 'ok', 'ok'],
    [{ unknownCount: 1 }, 'ok', 'fail'],
    [{ isOutdated: true, unknownCount: 3 }, 'ok', 'fail'],
  ])('%j: server %s, migrations %s', (changed, server, migrations) => {
    expect(checkServer({ ...facts, ...changed })).toMatchObject({ verdict: server });
    expect(checkMigrations({ ...facts, ...changed })).toMatchObject({ verdict: migrations });
  });

  test('a NOTIFY that does not arrive points to the pooler', () => {
    expect(judgeNotify(3)).toMatchObject({ verdict: 'ok', says: 'heard after 3 ms' });
    expect(judgeNotify(null)).toMatchObject({
      verdict: 'fail',
      todo: expect.stringContaining('DATABASE_LISTEN_URL'),
    });
  });

  test('the reason is a code, not the driver’s message', () => {
    const error = Object.assign(new Error('password "hunter2" is wrong'), { code: '28P01' });
    const finding = unreachable(error);
    expect(finding).toMatchObject({ verdict: 'fail', todo: expect.stringContaining('password') });
    expect(JSON.stringify(finding)).not.toContain('hunter2');
    expect(unreachable(new Error('odd'))).toMatchObject({
      verdict: 'fail',
      says: 'it cannot be used (no code)',
    });
  });
});
