/** Where a secret was found: in the gateway's logs or in its answers. */
export type Place = 'log' | 'answer';

interface Canary {
  readonly name: string;
  readonly isIn: (text: string) => boolean;
}

/** The payers' phone numbers in tests, as a log or an answer might write them: with 0, with 62, with +62. */
const phoneNumbers = ['81200000000', '81299887766'];
/** The example in the API's descriptions; every page about the API shows it. */
const phoneNumberOfExamples = '8123456789';

/** Whatever matches one of these patterns is a secret, in every world, whoever made it. */
const shapes: Readonly<Record<string, RegExp>> = {
  'a private key': /BEGIN [A-Z ]*PRIVATE KEY/,
  // RSA-2048 in base64.
  'a signature': /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{342}==/,
};
const shapesInLogs: Readonly<Record<string, RegExp>> = {
  ...shapes,
  'a server key': /gsk_(test|live)_[\w-]{16,}/,
  'a client or checkout token': /g(ct|co)_[^\s".]{1,64}\.\d{1,12}\.[\w-]{43}/,
  // The simulator's codes; nothing else in the log has sixteen digits.
  'a virtual account number': /(?<![\w.])\d{16}(?![\w.])/,
};

/**
 * Names the secrets in the output of a gateway with this environment; there must be none. Answers may contain what
 * their caller is meant to get: an order's token for the merchant's server, a virtual account number for the payer.
 */
export function secretsIn(
  text: string,
  place: Place,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  return canariesOf(place, environment)
    .filter(({ isIn }) => isIn(text))
    .map(({ name }) => name);
}

function canariesOf(
  place: Place,
  environment: Readonly<Record<string, string | undefined>>,
): readonly Canary[] {
  const values = [
    ...['SERVER_KEY', 'DATABASE_URL'].map((name) => ({ name, value: environment[name] ?? '' })),
    ...['TOKEN_SECRET', 'EVENTS_SECRET'].flatMap((name) =>
      (environment[name] ?? '').split(',').map((value) => ({ name, value })),
    ),
    // A line from the middle of the key: the first line only says that a key follows.
    { name: 'PRIVATE_KEY', value: environment.PRIVATE_KEY?.split('\n')[3] ?? '' },
    ...[...phoneNumbers, ...(place === 'log' ? [phoneNumberOfExamples] : [])].map((value) => ({
      name: 'a phone number',
      value,
    })),
  ].filter(({ value }) => value !== '');
  const looks = Object.entries(place === 'log' ? shapesInLogs : shapes);
  return [
    ...values.map(({ name, value }) => ({ name, isIn: (text: string) => text.includes(value) })),
    ...looks.map(([name, shape]) => ({ name, isIn: (text: string) => shape.test(text) })),
  ];
}
