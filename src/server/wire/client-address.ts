import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * Where a request comes from, as a name to count by; null for the loopback and private networks. What comes from
 * there without a word about who stands behind is a proxy or a machine of the merchant's, and speaks for many.
 *
 * `proxiesCount`: so many proxies of our own stand before this process (TRUST_PROXY). Each appends to
 * X-Forwarded-For the address that it heard from, so the one that counts is that far from the end; whatever stands
 * before it was written by the client itself.
 */
export function clientAddress(request: IncomingMessage, proxiesCount: number): string | null {
  const forwarded = request.headers['x-forwarded-for'];
  const chain = [forwarded]
    .flat()
    .flatMap((line) => line?.split(',') ?? [])
    .map((entry) => entry.trim());
  const heard = proxiesCount === 0 ? undefined : chain.at(-proxiesCount);
  const text = withoutPort(heard ?? request.socket.remoteAddress ?? '');
  if (!ipaddr.isValid(text)) return null;
  const address = ipaddr.process(text);
  if (['loopback', 'private', 'uniqueLocal', 'linkLocal'].includes(address.range())) return null;
  // Whoever has one IPv6 address has 2^64 of them.
  return address.kind() === 'ipv6' ? address.toByteArray().slice(0, 8).join('.') : address.toString();
}

/** Some proxies append the port that they heard from: 203.0.113.7:51034, or [2001:db8::7]:51034. */
function withoutPort(text: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  return bracketed ?? plain ?? text;
}
