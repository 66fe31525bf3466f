import { z } from 'zod';
import { parseSnapAmount } from '../../domain/money.ts';
import { parseDanaTime } from '../dana-time.ts';

/** How SNAP writes values in JSON. Everything that DANA sends is read through these; unknown fields are ignored. */

/** SNAP's general limit for references and identifiers. */
const referenceCharsMax = 64;

/** A field that must be there and say something. */
export const text = (charsMax: number) => z.string().min(1).max(charsMax);

/** A reference or an identifier that must be there. */
export const reference = text(referenceCharsMax);

/** A field that may be left out. DANA writes that as absent, null or an empty string: null in all three cases. */
export const optionalText = (charsMax: number) =>
  z
    .string()
    .max(charsMax)
    .nullish()
    .transform((value) => (value === undefined || value === null || value === '' ? null : value));

/** A reference or an identifier that may be left out. */
export const optionalReference = optionalText(referenceCharsMax);

/** `{ value, currency }`, exactly as SNAP writes amounts: anything else is no amount, and never rounded to one. */
export const money = z.object({ value: z.string(), currency: text(3) }).transform((raw, context) => {
  const amount = parseSnapAmount(raw.value);
  if (amount === undefined) {
    context.addIssue({ code: 'custom', path: ['value'], message: 'is not a SNAP amount' });
    return z.NEVER;
  }
  return { amount, currency: raw.currency };
});

/** ISO with a zone, or milliseconds since 1970 as digits. */
export const time = z.string().transform((raw, context) => {
  const instant = parseDanaTime(raw);
  if (instant === undefined) {
    context.addIssue({ code: 'custom', message: 'is not a time' });
    return z.NEVER;
  }
  return instant;
});

/** Where and why a body could not be read, without any of its values: `amount.value is not a SNAP amount`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ');
}
