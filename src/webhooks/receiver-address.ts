import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Resolve } from './name-lookups.ts';

/** Ranges of a merchant's own network and machine. Any other address that is not public is never a server's. */
const privateRanges: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat']);

/** All IPv6 addresses that IANA assigns. Outside are old forms that embed IPv4 addresses, private ones too. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/** Thrown when a connection would go to an address that is not allowed. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
  readonly code = 'ADDRESS_REFUSED';
}

/** Which addresses receivers may have. */
export interface AddressRules {
  /** Whether addresses of the merchant's own network and machine are allowed. */
  readonly arePrivateAllowed: boolean;
  /** Whether public addresses are allowed: not if the request travels unencrypted. */
  readonly arePublicAllowed: boolean;
}

/** Whether a receiver may have this address, whatever notation it is written in. */
export function isAllowed(address: string, rules: AddressRules): boolean {
  const parsed = withoutNat64(ipaddr.process(address));
  const range = parsed.range();
  if (range === 'unicast') {
    return rules.arePublicAllowed && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast));
  }
  return rules.arePrivateAllowed && privateRanges.has(range);
}

/** RFC 6052: networks without IPv4 reach it by these addresses of IPv6, which hold the address in their last 32 bits. */
const nat64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];

/** The address of IPv4 inside; DNS64 answers with such addresses for every receiver that has IPv4 only. */
function withoutNat64(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(address instanceof ipaddr.IPv6) || !address.match(nat64)) return address;
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}

/**
 * A lookup function for `node:net` that returns only allowed addresses. The connection goes only to an address that it
 * returns, so a name that was public when it was checked and is private now (DNS rebinding) reaches nothing.
 */
export function createGuardedLookup(rules: AddressRules, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const [first] = addresses;
      // One address that is not allowed makes the whole name suspicious: no honest name has both kinds.
      if (first === undefined || !addresses.every(({ address }) => isAllowed(address, rules))) {
        return callback(new AddressRefused('the address may not be reached'), []);
      }
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };
}

/** False for a URL whose host is an address, not a name, and is not allowed: `node:net` looks up names only. */
export function isHostAllowed({ hostname }: URL, rules: AddressRules): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isAllowed(host, rules);
}
