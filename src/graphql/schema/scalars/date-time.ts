import { beginsWithCalendarDay } from '../../../domain/calendar-day.ts';
import { formatJakartaTime } from '../../../domain/jakarta-time.ts';
import { builder } from '../builder.ts';
import { textScalar } from './text-scalar.ts';

const rfc3339 =
  /^\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/** The last instant whose year in Jakarta has four digits. */
const latestMs = Date.UTC(9999, 11, 31, 16, 59, 59, 999);

builder.scalarType(
  'DateTime',
  textScalar({
    specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
    description:
      'A point in time in RFC 3339 format. Output is in Jakarta time with whole seconds, for example ' +
      '2026-01-15T10:00:00+07:00. Input may have any offset, for example 2026-01-15T03:00:00Z.',
    expected:
      'An instant is written as RFC 3339 with its offset, from 1970 to 9999, e.g. 2026-01-15T10:00:00+07:00.',
    parse: parseRfc3339,
    serialize: formatJakartaTime,
  }),
);

/**
 * Parses an RFC 3339 instant, cut to milliseconds. Undefined if the text has another form or an impossible
 * day.
 */
export function parseRfc3339(text: string): Date | undefined {
  if (!rfc3339.test(text) || !beginsWithCalendarDay(text)) return undefined;
  const instant = new Date(text.toUpperCase());
  return instant.getTime() >= 0 && instant.getTime() <= latestMs ? instant : undefined;
}
