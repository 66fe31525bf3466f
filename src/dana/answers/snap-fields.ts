import * as z from 'zod';
import { parseSnapAmount, type Rupiah, rupiah } from '../../domain/money.ts';
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

/** An amount in rupiah: of an amount in another currency nothing can be said in rupiah. */
export const amountInRupiah = money.transform(({ amount, currency }, context) => {
  if (currency === 'IDR') return amount;
  context.addIssue({ code: 'custom', path: ['currency'], message: 'is not IDR' });
  return z.NEVER;
});

/** SNAP's amounts have 16 digits and two decimals. */
const centsPattern = /^\d{1,18}$/;

/**
 * An amount that DANA repeats from a request. Some answers write it in cents without a point (`1000000` for 10,000.00),
 * and without a currency; what such digits mean shows only in the amount that was requested, see `isReadableEcho`.
 */
export const echoedAmount = z
  .object({ value: z.string(), currency: optionalText(3) })
  .transform(({ value, currency }, context) => {
    const isInCents = centsPattern.test(value);
    const amount = isInCents ? rupiah(BigInt(value)) : parseSnapAmount(value);
    if (amount !== undefined) return { amount, currency, isInCents };
    context.addIssue({ code: 'custom', path: ['value'], message: 'is not a SNAP amount' });
    return z.NEVER;
  });

export type EchoedAmount = z.output<typeof echoedAmount>;

/** Whether the echo says an amount, or the very amount that was requested: digits alone prove nothing else. */
export function isReadableEcho({ amount, currency, isInCents }: EchoedAmount, asked: Rupiah): boolean {
  return amount === asked || (currency !== null && !isInCents);
}

/** An optional field whose type is `inner`: absent, null or an empty string is null. */
export const optional = <Inner extends z.ZodType>(inner: Inner) =>
  z.preprocess((value) => (value === '' ? null : value), inner.nullish()).transform((value) => value ?? null);

/** A flag of DANA: the text "true" or "false". */
export const flag = z.string().transform((raw, context) => {
  const told = raw.toLowerCase();
  if (told === 'true' || told === 'false') return told === 'true';
  context.addIssue({ code: 'custom', message: 'is neither true nor false' });
  return z.NEVER;
});

/** ISO with a zone, or milliseconds since 1970 as digits or as a number. */
export const time = z.union([z.string(), z.number()]).transform((raw, context) => {
  const instant = parseDanaTime(String(raw));
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
