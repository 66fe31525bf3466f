import { z } from 'zod';
import { parseSnapAmount } from '../../domain/money.ts';
import { parseDanaTime } from '../dana-time.ts';

/** How SNAP writes values in JSON. All of DANA's bodies are read through these; unknown fields are ignored. */

/** SNAP's general limit for references and identifiers. */
const referenceCharsMax = 64;

/** A field that must be present and not empty. */
export const text = (charsMax: number) => z.string().min(1).max(charsMax);

/** A reference or an identifier that must be present. */
export const reference = text(referenceCharsMax);

/** An optional field. DANA leaves it out, or writes null or an empty string: null in all three cases. */
export const optionalText = (charsMax: number) =>
  z
    .string()
    .max(charsMax)
    .nullish()
    .transform((value) => (value === undefined || value === null || value === '' ? null : value));

/** An optional reference or identifier. */
export const optionalReference = optionalText(referenceCharsMax);

/** `{ value, currency }`, exactly as SNAP writes amounts: anything else is rejected, never rounded. */
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

/** Says where and why a body could not be read, without any of its values: `amount.value is not a SNAP amount`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; ');
}
