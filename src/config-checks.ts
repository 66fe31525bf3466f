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

/** A warning and no refusal: orchestrators mount secrets in such files, where nobody else has an account. */
export function keyFileWarning(name: string, mode: number | null): string | null {
  return mode !== null && (mode & 0o007) !== 0
    ? `${name} names a file that every account of this machine may read: chmod 600`
    : null;
}
