import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * The client's address, as a name to count requests by. Null for loopback and private networks: a request from there
 * that names no other sender comes from a proxy or from the merchant's own machine, and may stand for many clients.
 *
 * `proxiesCount` (TRUST_PROXY) says how many of our own proxies stand before this process. Each appends to
 * X-Forwarded-For the address it received the request from, so the client's address is that far from the end; the
 * client itself may have written anything before it.
 */
export function clientAddress(request: IncomingMessage, proxiesCount: number): string | null {
  const forwarded = request.headers['x-forwarded-for'];
  const chain = [forwarded]
    .flat()
    .flatMap((line) => line?.split(',') ?? [])
    .map((entry) => entry.trim());
  const heard = proxiesCount === 0 ? undefined : chain.at(-proxiesCount);
  return addressName(withoutPort(heard ?? request.socket.remoteAddress ?? ''));
}

/** An IP address as a name to count by; null for loopback and private networks, and for a text that is no address. */
export function addressName(text: string): string | null {
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  if (['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(address.range())) return null;
  // A client that has one IPv6 address has 2^64 of them.
  return address.kind() === 'ipv6' ? address.toByteArray().slice(0, 8).join('.') : address.toString();
}

/** Some proxies append the port as well: 203.0.113.7:51034, or [2001:db8::7]:51034. */
function withoutPort(text: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  return bracketed ?? plain ?? text;
}
