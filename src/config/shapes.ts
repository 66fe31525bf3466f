import * as z from 'zod';

/**
 * The shapes that a variable's text may have. Every message follows the variable's name and never repeats the
 * value, which may be a secret.
 */

/** Text that must be there; `meaning` says what to set the variable to. */
export function required(meaning: string) {
  return z.string(`is missing: set it to ${meaning}`);
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number, noun = 'whole') {
  const message = `must be a ${noun} number from ${min} to ${max}`;
  return z.coerce
    .number(message)
    .refine((count) => Number.isInteger(count) && count >= min && count <= max, message);
}

/** A TCP port; 0 means any free one. */
export const port = wholeNumber(0, 65_535, 'port');

export function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `must be one of ${values.join(', ')}`);
}

export function url(text: z.ZodString) {
  return text
    .refine(URL.canParse, 'is not a URL: write it in full, with its scheme')
    .transform((value) => new URL(value));
}

/** The address of a page for people: it becomes a link, so nothing but the web will do. */
export function page(text: z.ZodString) {
  return url(text).refine(
    ({ protocol }) => /^https?:$/.test(protocol),
    'must begin with https:// or http://',
  );
}

export function secret(bytesMin: number, text: z.ZodString = z.string()) {
  return text.refine(
    (value) => Buffer.byteLength(value) >= bytesMin,
    `is too short: use at least ${bytesMin} random bytes, e.g. of: openssl rand -base64 36`,
  );
}

/**
 * A name of DANA's or of the merchant's, which goes to DANA as it is. Docker's `--env-file` and systemd leave quotes in the
 * value, and DANA then knows no such merchant.
 */
export function identifier(text: z.ZodString, charsMax = 64) {
  return text
    .refine((value) => !/["']/.test(value), 'holds quotes: remove them')
    .refine((value) => /^[\x21-\x7e]*$/.test(value), 'holds a space, a line break or a foreign character')
    .refine((value) => value.length <= charsMax, `has more than ${charsMax} characters`);
}

/** An example's words in place of a value. */
const placeholder =
  /^<.*>$|^\$\{|change[-_ ]?(me|this)|replace[-_ ]?(me|this)|^your[-_ ]|placeholder|^x{3,}$|^todo$/i;

/** For values that no other rule would recognise as left over from an example. */
export function noPlaceholder(text: z.ZodString) {
  return text.refine((value) => !placeholder.test(value), 'is still a placeholder: put the real value in');
}

/** One secret, or two during a rotation, separated by a comma, newest first. */
export function secrets(bytesMin: number, text: z.ZodString) {
  return text
    .transform((value) => value.split(',').map((entry) => entry.trim()))
    .refine((entries) => entries.length <= 2, tooManySecrets)
    .pipe(z.tuple([secret(bytesMin)], secret(bytesMin)));
}

const tooManySecrets = 'holds more than 2 values: keep the newest first and one older';

/** A key as text; `parse` says what is wrong with one that cannot be used, without repeating it. */
export function key<Parsed extends { kind: 'ok' } | { kind: 'rejected'; reason: string }>(
  parse: (keyText: string) => Parsed,
  pathName: string,
) {
  const error = ({ input }: { readonly input?: unknown }) =>
    input === unreadable
      ? 'names a file that cannot be read'
      : `is missing: set it, or ${pathName} to a file that holds it`;
  return z.string({ error }).transform((text, context) => {
    const parsed = parse(text);
    if (parsed.kind === 'ok') return parsed as Extract<Parsed, { kind: 'ok' }>;
    if ('reason' in parsed) context.addIssue(parsed.reason);
    return z.NEVER;
  });
}

/** Stands for the text of a file that cannot be read. */
export const unreadable = null;

/** Entries separated by commas; blank ones do not count. */
function listOf(isRight: (entry: string) => boolean, message: string) {
  const entries = (text: string) => text.split(',').flatMap((entry) => entry.trim() || []);
  return z
    .string()
    .transform(entries)
    .pipe(z.array(z.string().refine(isRight, message)));
}

/** Counts of days, such as `1, 3, 7` or `0.5`; `none` is an empty list. */
export const dayCounts = listOf(
  (entry) => entry === 'none' || /^(?=.*[1-9])\d{1,4}(?:\.\d{1,6})?$/.test(entry),
  'holds an entry that is not a number of days above 0 and below 10000; none: never',
).transform((days): readonly number[] => days.filter((entry) => entry !== 'none').map(Number));

export const origins = listOf(
  isOrigin,
  'holds an entry that no browser sends as an origin: write https://shop.example or capacitor://localhost, in lower case, without a path and without the usual port',
);

/** Whether a browser can send this text as `Origin`. Apps have schemes of their own, for which URL knows no origin. */
function isOrigin(entry: string): boolean {
  if (!URL.canParse(entry)) return false;
  const { origin, protocol } = new URL(entry);
  if (protocol === 'http:' || protocol === 'https:') return origin === entry && !entry.includes('*');
  return /^(?!(?:file|data|blob|javascript|about|wss?|ftp):)[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(?::\d+)?$/.test(
    entry,
  );
}

/** Places that a payer may return to: origins, or app schemes (`shopapp://`). */
export const returnPlaces = listOf(
  URL.canParse,
  'holds an entry that is neither an origin (https://shop.example) nor a scheme (shopapp://)',
).transform((entries) => entries.map((entry) => placeOf(new URL(entry))));

/** How the allow-list of return URLs names a place: by its origin, or by an app's own scheme. */
export function placeOf({ protocol, origin }: URL): string {
  return protocol === 'https:' || protocol === 'http:' ? origin : protocol;
}

export const badEndpoint =
  'holds an entry that is not an https URL without a user, a password and a #fragment';

/** Addresses of servers, each once. A URL must hold no secret. */
export const endpoints = listOf(isEndpoint, badEndpoint).transform((entries): readonly string[] => [
  ...new Set(entries.map((entry) => new URL(entry).href)),
]);

function isEndpoint(entry: string): boolean {
  const url = URL.canParse(entry) ? new URL(entry) : null;
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.hash;
}

/** One or two secrets as the Standard Webhooks specification writes them, newest first. */
export const webhookSecrets = listOf(
  isWebhookSecret,
  'must hold whsec_ and 24 to 64 random bytes in base64, e.g. whsec_ and what this says: openssl rand -base64 32',
).refine((entries) => entries.length <= 2, tooManySecrets);

/**
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Signature
 * scheme".
 */
function isWebhookSecret(text: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (base64 === undefined || base64.length % 4 !== 0) return false;
  const bytesCount = Buffer.from(base64, 'base64').length;
  return bytesCount >= 24 && bytesCount <= 64;
}
