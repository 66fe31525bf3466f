import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { connect } from 'node:tls';
import { isAllowed } from '../webhooks/receiver-address.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const connectTimeoutMs = 8_000;
/** Certificates are renewed a month before they end; two weeks before, nobody has done it. */
const certificateDaysMin = 14;
const dayMs = 24 * 60 * 60_000;

/** Whether DANA's servers can find the NOTIFICATION URL at all. `resolve`: the system's resolver; tests have their own. */
export async function checkNotifyAddress(
  url: URL,
  { isProduction, resolve = resolveAll }: { isProduction: boolean; resolve?: typeof resolveAll },
): Promise<Finding> {
  const check = 'NOTIFICATION URL';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host];
  if (addresses.length === 0) {
    return fail(check, `${host} is no name on the Internet`, 'make a DNS record for the host of PUBLIC_URL');
  }
  const hidden = addresses.filter(
    (address) => !isAllowed(address, { arePrivateAllowed: false, arePublicAllowed: true }),
  );
  if (hidden.length === 0) return ok(check, `${url.href} is at ${addresses.join(', ')}`);
  const says = `${host} is at ${hidden.join(', ')}, where DANA cannot come`;
  const todo =
    'set PUBLIC_URL to an address on the Internet; in the sandbox a tunnel to this machine will do';
  return isProduction ? fail(check, says, todo) : warn(check, says, todo);
}

async function resolveAll(host: string): Promise<string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address);
}

/** The certificate behind the NOTIFICATION URL, as a client that trusts the public authorities and speaks TLS 1.2 sees it. */
export interface TlsFacts {
  /** Why the certificate is not to be trusted; null where it is. */
  readonly distrust: string | null;
  readonly validTo: Date;
  readonly protocol: string;
  /** The client that delivers DANA's notifications is an old one. */
  readonly speaksTls12: boolean;
}

/** Null where the URL is not https. */
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
    const reason = String((error as { code?: unknown }).code ?? 'the connection ended');
    return fail(
      check,
      `no TLS connection to ${url.host}: ${reason}`,
      'see that a server listens there, and its certificate',
    );
  }
}

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
      'allow TLS 1.2 beside 1.3: the client that DANA notifies with is an old one',
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
      // Looked at, not trusted: nothing is sent over this connection.
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
