import { expect, test } from 'vitest';
import { readIncidentDetail, writeIncidentDetail } from '../../../src/store/tables/incident-detail-column.ts';

test('a detail is read back as it was written, also with characters that Postgres cannot keep', () => {
  const detail = { code: 'CALL_REJECTED', operation: 'createOrder', reason: 'HTTP 401 “no”' } as const;
  expect(readIncidentDetail(writeIncidentDetail(detail))).toEqual(detail);
  expect(writeIncidentDetail({ ...detail, reason: 'a\0b\ud800' })).not.toMatch(/\\u0000|\\ud800/i);
});

test.each([
  'EXPIRED while PAID',
  '',
  '{not JSON',
  '{"code":"OF_A_NEWER_GATEWAY","amount":"1"}',
  '{"code":7}',
  '[]',
  '{}',
])('any other text on record is shown as it is: %j', (text) => {
  const detail = readIncidentDetail(text);
  expect(detail).toEqual({ code: 'WRITTEN', text });
  expect(writeIncidentDetail(detail)).toBe(text);
});
