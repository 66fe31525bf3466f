import { lookup as resolveName } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Why a notification to another machine was not sent, and how to allow it. */
export const leavesMachine =
  'The NOTIFICATION URL leads to another machine: start the simulator with --notify-others to allow that.';

/** False if the URL's host is an address of another machine. Names are judged by `lookupLoopback`. */
export function mayBeLoopback({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isLoopback(host);
}

/**
 * For `node:net`: resolves a name to addresses of this machine only. The connection goes to the address that was
 * judged, so a name that resolves to another address a moment later reaches nothing.
 */
export const lookupLoopback: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, []);
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isLoopback(address)))
      return callback(new Error(leavesMachine), []);
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

function isLoopback(address: string): boolean {
  return loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
