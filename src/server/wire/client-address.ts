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
  const heard = proxiesCount === 0 ? undefined : chainIn(forwarded).at(-proxiesCount);
  return nameOf(heard ?? request.socket.remoteAddress ?? '');
}

function chainIn(forwarded: string | readonly string[] | undefined): readonly string[] {
  return [forwarded]
    .flat()
    .flatMap((line) => line?.split(',') ?? [])
    .map((entry) => entry.trim());
}

/** Addresses are parsed once while they come often; beyond this many, all are forgotten. */
const namesKeptMax = 1_000;
const names = new Map<string, string | null>();

function nameOf(text: string): string | null {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = addressName(withoutPort(text));
  // What is no address may be of any length.
  if (text.length > addressCharsMax) return name;
  if (names.size >= namesKeptMax) names.clear();
  names.set(text, name);
  return name;
}

/** More than an IPv6 address with its port has. */
const addressCharsMax = 64;

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
