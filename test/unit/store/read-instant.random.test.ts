import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInstant } from '../../../src/store/postgres/read-instant.ts';

/** As Postgres writes an instant in UTC: microseconds without the zeros at their end. */
function written(instant: Date, microseconds: number): string {
  const text = instant.toISOString();
  const fraction = `${text.slice(20, 23)}${String(microseconds).padStart(3, '0')}`.replace(/0+$/, '');
  return `${text.slice(0, 10)} ${text.slice(11, 19)}${fraction === '' ? '' : `.${fraction}`}+00`;
}

test('an instant that Postgres writes is read to its millisecond', () => {
  const instants = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, fc.integer({ min: 0, max: 999 }), (instant, microseconds) => {
      expect(readInstant(written(instant, microseconds))).toEqual(instant);
    }),
    {
      examples: [
        [new Date('2026-12-05T03:00:00Z'), 0],
        [new Date('2026-12-05T03:00:00.100Z'), 0],
        [new Date('2026-12-05T03:00:00.120Z'), 0],
        [new Date('2026-12-05T03:00:00.123Z'), 0],
        [new Date('0099-12-05T03:00:00.120Z'), 0],
      ],
    },
  );
});
