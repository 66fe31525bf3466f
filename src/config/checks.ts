import { createPublicKey, type KeyObject } from 'node:crypto';

/** Words that stand where a value is still to be put in. */
const placeholder =
  /^<.*>$|^\$\{|change[-_ ]?(me|this)|replace[-_ ]?(me|this)|^your[-_ ]|placeholder|^x{3,}$|^todo$/i;
/** A secret of random bytes has more different characters than this. */
const secretCharactersMin = 8;

/** What is wrong with a value that was left as an example had it; null where nothing is. Says nothing of the value. */
export function placeholderFault(name: string, value: string | null): string | null {
  return value !== null && placeholder.test(value)
    ? `${name} is still a placeholder: put the real value in`
    : null;
}

/** A warning about a secret that somebody typed; null where it may be random. */
export function secretWarning(name: string, value: string | null): string | null {
  return value !== null && new Set(value).size < secretCharactersMin
    ? `${name} is no random secret: use what this says: openssl rand -base64 36`
    : null;
}

/** The two keys are easily mixed up: what the merchant uploaded to DANA, and what DANA signs with. */
export function pairFault(privateKey: KeyObject, webhookKeys: readonly KeyObject[]): string | null {
  const own = createPublicKey(privateKey);
  return webhookKeys.some((key) => key.equals(own))
    ? 'DANA_WEBHOOK_PUBLIC_KEY_STRING is the public half of PRIVATE_KEY: set it to the key that DANA signs with'
    : null;
}

/** What must not be where real money is: whoever stands between a payer and a place could rewrite the one in the clear. */
export function clearTextFaults(places: {
  readonly publicUrl: URL | null;
  readonly returnUrl: URL | null;
  /** As the allow-list has them: origins and schemes. */
  readonly returnUrlsAllowed: readonly string[];
}): readonly string[] {
  const isConclusive = (url: URL | null) => url !== null && url.protocol === 'http:';
  return [
    places.publicUrl !== null && places.publicUrl.protocol !== 'https:'
      ? 'PUBLIC_URL must be https in production'
      : null,
    isConclusive(places.returnUrl) ? 'RETURN_URL must not be http in production' : null,
    places.returnUrlsAllowed.some((place) => place.startsWith('http:'))
      ? 'RETURN_URLS_ALLOWED must hold no http origin in production'
      : null,
  ].flatMap((fault) => fault ?? []);
}

/** A key that was drawn for the other environment, or one secret in two places; null where neither is. */
export function serverKeyFault(
  serverKey: string,
  tokenSecrets: readonly string[],
  environment: 'sandbox' | 'production',
): string | null {
  const foreign = environment === 'production' ? 'test' : 'live';
  if (serverKey.startsWith(`gsk_${foreign}_`)) {
    return `SERVER_KEY is a ${foreign} key: use another one with DANA_ENV ${environment}`;
  }
  return tokenSecrets.includes(serverKey)
    ? 'SERVER_KEY and TOKEN_SECRET are the same: whoever holds the key could sign tokens'
    : null;
}

/** A warning and no refusal: orchestrators mount secrets in such files, where nobody else has an account. */
export function keyFileWarning(name: string, mode: number | null): string | null {
  return mode !== null && (mode & 0o007) !== 0
    ? `${name} names a file that every account of this machine may read: chmod 600`
    : null;
}
