import { createPublicKey, type KeyObject } from 'node:crypto';
import { fingerprintOf, parsePublicKeys } from '../dana/keys/keys.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** DANA's reference asks for 2048 bits; a longer key makes every call slower. */
const usualBits = 2048;

/** Checks the merchant's own key. `registered`: the text of the public key that was given to DANA, or null. */
export function checkMerchantKey(privateKey: KeyObject, registered: string | null): Finding {
  const check = 'merchant key';
  const publicKey = createPublicKey(privateKey);
  const bits = privateKey.asymmetricKeyDetails?.modulusLength ?? 0;
  const identity = `RSA ${bits}, its public half is ${fingerprintOf(publicKey)}`;
  if (registered !== null) {
    const read = parsePublicKeys(registered);
    if (read.kind === 'rejected') {
      return fail(
        check,
        `the file of --public-key ${read.reason}`,
        'name the public key that was given to DANA',
      );
    }
    if (!read.keys.some((key) => key.equals(publicKey))) {
      return fail(
        check,
        `${identity}, and the key of --public-key is ${read.keys.map(fingerprintOf).join(', ')}`,
        'set PRIVATE_KEY to the other half of the key given to DANA, or register this one in the merchant portal',
      );
    }
  }
  if (bits > usualBits) {
    return warn(
      check,
      identity,
      `DANA asks for ${usualBits} bits; a longer key signs several times slower: use ${usualBits} at the next rotation`,
    );
  }
  return ok(check, registered === null ? identity : `${identity}, the one given to DANA`);
}

/** Checks the keys that verify DANA's notifications. */
export function checkDanaKeys(keys: readonly KeyObject[]): Finding {
  const check = 'DANA’s public key';
  const identities = keys.map(
    (key) => `RSA ${key.asymmetricKeyDetails?.modulusLength ?? 0} ${fingerprintOf(key)}`,
  );
  if (keys.length < 2) return ok(check, identities.join(', '));
  return warn(
    check,
    `two are accepted: ${identities.join(', ')}`,
    'take the older one out when DANA has ended its rotation',
  );
}
