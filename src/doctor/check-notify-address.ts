import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { connect } from 'node:tls';
import { codeOf } from '../runtime/error-code.ts';
import { isAllowed } from '../webhooks/receiver-address.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const connectTimeoutMs = 8_000;
/** Certificates are usually renewed a month before they end; two weeks before the end, renewal has failed. */
const certificateDaysMin = 14;
const dayMs = 24 * 60 * 60_000;

/**
 * Checks that DANA's servers can find the NOTIFICATION URL. `resolve`: the system's resolver, unless in
 * tests.
 */
export async function checkNotifyAddress(
  url: URL,
  { isProduction, resolve = resolveAll }: { isProduction: boolean; resolve?: typeof resolveAll },
): Promise<Finding> {
  const check = 'NOTIFICATION URL';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  if (addresses.length === 0) {
    return fail(check, `${host} cannot be resolved`, 'make a DNS record for the host of PUBLIC_URL');
  }
  const hidden = addresses.filter(
    (address) => !isAllowed(address, { arePrivateAllowed: false, arePublicAllowed: true }),
  );
  if (hidden.length === 0) return ok(check, `${url.href} is at ${addresses.join(', ')}`);
  const says = `${host} is at ${hidden.join(', ')}, which DANA cannot reach`;
  const todo =
    'set PUBLIC_URL to an address on the Internet; in the sandbox a tunnel to this machine will do';
  return isProduction ? fail(check, says, todo) : warn(check, says, todo);
}

async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** The TLS of the NOTIFICATION URL, for a client that trusts the public certificate authorities. */
export interface TlsFacts {
  /** Why the certificate cannot be trusted; null if it can. */
  readonly distrust: string | null;
  readonly validTo: Date;
  readonly protocol: string;
  /** Whether TLS 1.2 works: the client that delivers DANA's notifications is old. */
  readonly speaksTls12: boolean;
}

/** Checks the certificate and the TLS versions of the NOTIFICATION URL; a URL without https is a finding too. */
export async function checkTls(url: URL, { isProduction }: { isProduction: boolean }): Promise<Finding> {
  const check = 'TLS';
  if (url.protocol !== 'https:') {
    const todo = 'put a server with a certificate before the gateway, and https in PUBLIC_URL';
    const says = 'the NOTIFICATION URL is not https: notifications travel in the clear';
    return isProduction ? fail(check, says, todo) : warn(check, says, todo);
  }
  try {
    const modern = await openTls(url);
    const speaksTls12 = await openTls(url, { maxVersion: 'TLSv1.2' }).then(
      () => true,
      () => false,
    );
    return judgeTls({ ...modern, speaksTls12 }, new Date());
  } catch (error) {
    const reason = codeOf(error) ?? 'the connection ended';
    return fail(
      check,
      `no TLS connection to ${url.host}: ${reason}`,
      'see that a server listens there, and its certificate',
    );
  }
}

/** Judges the TLS of the notification address by what a handshake showed. */
export function judgeTls({ distrust, validTo, protocol, speaksTls12 }: TlsFacts, now: Date): Finding {
  const check = 'TLS';
  const ends = validTo.toISOString().slice(0, 10);
  if (distrust !== null) {
    return fail(
      check,
      `the certificate is not trusted: ${distrust}`,
      'use a certificate of a public authority for this very host, and send its intermediate certificates with it',
    );
  }
  if (!speaksTls12) {
    return fail(
      check,
      'TLS 1.2 is refused',
      'allow TLS 1.2 beside 1.3: DANA delivers notifications with an old client',
    );
  }
  const days = Math.floor((validTo.getTime() - now.getTime()) / dayMs);
  const says = `${protocol}, the certificate ends on ${ends}`;
  return days < certificateDaysMin
    ? warn(check, `${says}, in ${days} days`, 'renew it, and see why it did not renew itself')
    : ok(check, says);
}

async function openTls(
  url: URL,
  { maxVersion = 'TLSv1.3' }: { maxVersion?: 'TLSv1.2' | 'TLSv1.3' } = {},
): Promise<Omit<TlsFacts, 'speaksTls12'>> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const socket = await new Promise<TLSSocket>((resolve, reject) => {
    const opened = connect({
      host,
      port: Number(url.port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      // Only the certificate is read: nothing is sent over this connection.
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      maxVersion,
    });
    opened.setTimeout(connectTimeoutMs, () => opened.destroy(new Error('no answer')));
    opened.once('error', reject);
    opened.once('secureConnect', () => resolve(opened));
  });
  const { valid_to } = socket.getPeerCertificate();
  const distrust = socket.authorized ? null : String(socket.authorizationError);
  const protocol = socket.getProtocol() ?? 'TLS';
  socket.destroy();
  return { distrust, validTo: new Date(valid_to), protocol };
}
