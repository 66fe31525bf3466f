import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Resolve } from './name-lookups.ts';

/** Ranges of a merchant's own network and machine. Everything else that is not public is never anybody's server. */
const privateRanges: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/** All that IANA gives to anybody in IPv6; around it lie old forms that embed addresses of IPv4, private ones too. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/** Thrown at a connection to an address that must not be reached. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

/** Which addresses receivers may have. */
export interface AddressRules {
  /** Also those of the merchant's own network and machine. */
  readonly arePrivateAllowed: boolean;
  /** Also public ones: not where the request travels in the clear. */
  readonly arePublicAllowed: boolean;
}

/** Whether a receiver may have this address, whatever notation it is written in. */
export function isAllowed(address: string, rules: AddressRules): boolean {
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  if (range === 'unicast') {
    return rules.arePublicAllowed && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast));
  }
  return rules.arePrivateAllowed && privateRanges.has(range);
}

/**
 * For `node:net`: resolves a name and gives only what may be reached. The connection goes to what this gives and to
 * nothing else, so a name that was public when somebody looked and is private now (DNS rebinding) reaches nothing.
 */
export function createGuardedLookup(rules: AddressRules, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const [first] = addresses;
      // One that may not be reached makes the whole name suspicious: nothing honest has both.
      if (first === undefined || !addresses.every(({ address }) => isAllowed(address, rules))) {
        return callback(new AddressRefused('the address may not be reached'), []);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

/** False for a URL whose host is an address, not a name, and may not be reached: `node:net` looks up names only. */
export function isHostAllowed({ hostname }: URL, rules: AddressRules): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isAllowed(host, rules);
}
