import type { HeaderLine, WireExchange } from '../wire/wire-record.ts';

/** The visible start of a signature: enough to find it in DANA's logs, too little to use it. */
const signatureCharsShown = 8;

/** Headers whose owner can act with them; DANA asks to see all others. */
const secretHeaders: ReadonlySet<string> = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'proxy-authorization',
  'x-client-secret',
]);
const signatureHeaders: ReadonlySet<string> = new Set(['x-signature', 'signature']);

/** Fields of bodies that hold secrets or personal data, in DANA's names and in ours. */
const secretFields =
  /^(?:clientToken|checkoutToken|cardToken|merchantToken|phoneNumber|mobileNo|phoneNo|signature|sign|privateKey|clientSecret|authorization)$/i;

/** Parameters of DANA's checkout URLs that give access to the order's page. */
const secretParameters = /([?&](?:sign|signature|token|authCode)=)[^&#"\s\\]*/gi;

/** What the evidence shows instead of a secret. */
export const masked = '[masked]';

/** Hides what must not leave this machine. Everything that is written or printed passes through it. */
export interface Mask {
  exchange(exchange: WireExchange): WireExchange;
  /** A JSON value, such as one of the gateway's answers. */
  value(value: unknown): unknown;
  /** Free text: hides every occurrence of a secret. */
  text(text: string): string;
}

/**
 * `secrets`: values that must never appear, such as keys and passwords. Values under 8 characters are not
 * hidden.
 */
export function createMask(secrets: readonly string[]): Mask {
  const known = secrets.flatMap(spellingsOf).filter((secret) => secret.length >= 8);

  function text(plain: string): string {
    const shown = plain.replace(secretParameters, `$1${masked}`);
    return known.reduce((hidden, secret) => hidden.replaceAll(secret, masked), shown);
  }

  function value(plain: unknown): unknown {
    if (typeof plain === 'string') return text(plain);
    if (Array.isArray(plain)) return plain.map(value);
    if (typeof plain !== 'object' || plain === null) return plain;
    return Object.fromEntries(
      Object.entries(plain).map(([name, inner]) => [
        name,
        secretFields.test(name) && inner !== null && inner !== '' ? masked : value(inner),
      ]),
    );
  }

  function header([name, plain]: HeaderLine): HeaderLine {
    const key = name.toLowerCase();
    if (secretHeaders.has(key)) return [name, masked];
    return [name, signatureHeaders.has(key) ? shortSignature(plain) : text(plain)];
  }

  return {
    text,
    value,
    exchange: (exchange) => ({
      ...exchange,
      request: {
        ...exchange.request,
        url: text(exchange.request.url),
        headers: exchange.request.headers.map(header),
        body: body(exchange.request.body),
      },
      answer: exchange.answer && {
        ...exchange.answer,
        headers: exchange.answer.headers.map(header),
        body: body(exchange.answer.body),
      },
      failure: exchange.failure === null ? null : text(exchange.failure),
    }),
  };

  /** JSON keeps its structure but not its white space; only masked values differ. */
  function body(plain: string): string {
    try {
      return JSON.stringify(value(JSON.parse(plain)));
    } catch {
      return text(plain);
    }
  }
}

function shortSignature(signature: string): string {
  if (signature.length <= signatureCharsShown) return signature === '' ? '' : masked;
  return `${signature.slice(0, signatureCharsShown)}… (${signature.length} characters)`;
}

/** A PEM can leak line by line, and JSON escapes the line breaks of a secret. */
function spellingsOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('-----'));
  return [secret, JSON.stringify(secret).slice(1, -1), ...lines];
}
