import { expect, test } from 'vitest';
import { batchAddress, orderAddress, readRoute } from '../../../../src/client/console/route.ts';
import { ago, money, time, timeInSeconds } from '../../../../src/client/console/show.ts';
import {
  batchLineWords,
  batchStatusWords,
  lineRefusalWords,
  listFaultText,
} from '../../../../src/client/console/wording/batch-words.ts';
import {
  actorWords,
  actWords,
  reportWords,
  sourceWords,
} from '../../../../src/client/console/wording/fact-words.ts';
import { incidentWords } from '../../../../src/client/console/wording/incident-words.ts';
import {
  danaWords,
  effectWords,
  pendingWords,
  totalWords,
} from '../../../../src/client/console/wording/work-words.ts';
import { factWords } from '../../../../src/domain/words/fact-words.ts';

const tables = [
  ...[factWords, reportWords, sourceWords, actorWords, incidentWords],
  ...[totalWords, danaWords, pendingWords, effectWords],
  ...[actWords, batchStatusWords, batchLineWords, lineRefusalWords],
];

test.each(tables.flatMap((table) => Object.entries(table)))(
  '%s is shown in words of both languages, not as a code',
  (code, words) => {
    for (const word of [words.EN, words.ID]) {
      expect(word).not.toMatch(/_|[A-Z]{5,}/);
      if (code !== 'DANA') expect(word).not.toBe(code);
    }
  },
);

test('an address leads to the same screen after a reload, and an unknown one to the search', () => {
  const id = 'T3JkZXI6MA==';
  expect(readRoute(orderAddress(id))).toEqual({ screen: 'order', orderId: id });
  expect(readRoute('#incidents')).toEqual({ screen: 'incidents' });
  expect(readRoute('#pending/REFUND')).toEqual({ screen: 'pending', part: 'REFUND' });
  for (const hash of ['', '#', '#elsewhere', '#order/%', '#order'])
    expect(readRoute(hash)).toEqual({ screen: 'search' });
});

test('the address of a batch leads to it, whatever its number', () => {
  expect(readRoute(batchAddress('concert/2026 ü'))).toEqual({ screen: 'batches', part: 'concert/2026 ü' });
  expect(readRoute('#batches/%')).toEqual({ screen: 'search' });
});

test('amounts and times are written as in the verdict', () => {
  expect(money('75000.00')).toBe('Rp75.000');
  expect(money('-1500.00')).toBe('−Rp1.500');
  expect(time('2026-01-15T03:05:00Z', 'EN')).toBe('15 January 2026, 10:05 WIB');
  expect(timeInSeconds('2026-01-15T03:05:09Z', 'ID')).toMatch(/^15 Jan 2026, 10.05.09 WIB$/);
  expect(time('2026-01-15T03:05:00Z', 'ID')).toBe('15 Januari 2026, 10.05 WIB');
});

test.each([
  [0, 'now', 'sekarang'],
  [59_000, '59 seconds ago', '59 detik yang lalu'],
  [61_000, '1 minute ago', '1 menit yang lalu'],
  [2 * 3_600_000, '2 hours ago', '2 jam yang lalu'],
])('a list says that it was read %i ms ago', (ms, english, indonesian) => {
  expect(ago(1_000, 1_000 + ms, 'EN')).toBe(english);
  expect(ago(1_000, 1_000 + ms, 'ID')).toBe(indonesian);
});

test('a list that is too long for the page says so, and what reads longer ones', () => {
  const fault = { kind: 'tooLong', linesMax: 1_000 } as const;
  expect(listFaultText(fault, 'EN')).toMatch(/at most 1000 lines\. The command npm run refunds/);
  expect(listFaultText(fault, 'ID')).toMatch(/paling banyak 1000 baris\. Perintah npm run refunds/);
  const amount = { kind: 'amount', line: 7 } as const;
  expect(listFaultText(amount, 'EN')).toBe('Line 7, column amount: write whole rupiah such as 25000.');
  expect(listFaultText(amount, 'ID')).toBe('Baris 7, kolom amount: tulis rupiah penuh seperti 25000.');
});
