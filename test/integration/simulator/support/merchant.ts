import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign, verify } from 'node:crypto';
import { PaymentGatewayApi } from 'dana-node/payment_gateway/v1';
import { Configuration, type ConfigurationParameters } from 'dana-node/runtime';
import { formatJakarta } from '../../../../src/simulator/model/jakarta-time.ts';
import type { SimulatorPartner } from '../../../../src/simulator/simulator.ts';

export interface Merchant extends SimulatorPartner {
  privateKey: KeyObject;
  privateKeyPem: string;
}

/** A merchant with its own real keys. */
export function aMerchant(merchantId = '216620000000000000001'): Merchant {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    partnerId: `partner-${merchantId.slice(-4)}`,
    merchantId,
    privateKey,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

type FetchApi = NonNullable<ConfigurationParameters['fetchApi']>;

/** DANA's own SDK, aimed at the simulator: the base class reads its configuration at call time. */
class AimedApi extends PaymentGatewayApi {
  constructor(merchant: Merchant, basePath: string, fetchApi: FetchApi) {
    const { partnerId, privateKeyPem: privateKey } = merchant;
    super({ partnerId, privateKey, origin: 'https://shop.example', env: 'sandbox' });
    this.configuration = new Configuration({ basePath, fetchApi });
  }
}

export function danaApi(merchant: Merchant, url: string, fetchApi: FetchApi = fetch): PaymentGatewayApi {
  return new AimedApi(merchant, url, fetchApi);
}

export interface WireAnswer {
  httpStatus: number;
  body: Record<string, unknown>;
}

/** The error that the SDK threw for a refusal: HTTP status and DANA's JSON. Fails the test if it threw none. */
export async function refusalOf(call: Promise<unknown>): Promise<WireAnswer> {
  const error = await call.then(
    (value) => {
      throw new Error(`Expected a refusal, got ${JSON.stringify(value)}`);
    },
    (thrown: { status?: number; rawResponse?: Record<string, unknown> }) => thrown,
  );
  if (error.rawResponse === undefined) throw error;
  return { httpStatus: error.status ?? 0, body: error.rawResponse };
}

/** Headers of a request signed by hand, for requests that the SDK cannot send. */
export function signedHeaders(
  merchant: Merchant,
  path: string,
  body: string,
  now = new Date(),
  timestamp = formatJakarta(now),
): Record<string, string> {
  const hash = createHash('sha256').update(body).digest('hex');
  const text = Buffer.from(`POST:${path}:${hash}:${timestamp}`);
  return {
    'Content-Type': 'application/json',
    'X-TIMESTAMP': timestamp,
    'X-SIGNATURE': sign('RSA-SHA256', text, merchant.privateKey).toString('base64'),
    'X-PARTNER-ID': merchant.partnerId,
    'X-EXTERNAL-ID': randomUUID(),
    'CHANNEL-ID': '95221',
  };
}

/** Sends a request by hand, signed as DANA documents it, except for the given headers (undefined leaves one out). */
export async function postSigned(
  merchant: Merchant,
  url: string,
  path: string,
  content: unknown,
  headers: Record<string, string | undefined> = {},
): Promise<{ httpStatus: number; body: Record<string, unknown> }> {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const all = Object.entries({ ...signedHeaders(merchant, path, body), ...headers });
  const sent = all.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await fetch(url + path, { method: 'POST', headers: sent, body });
  return { httpStatus: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Whether the holder of the key signed exactly these bytes, as DANA documents the signature. */
export function isGenuine(
  publicKeyPem: string,
  request: { path: string; headers: Record<string, string>; body: string },
): boolean {
  const hash = createHash('sha256').update(request.body).digest('hex');
  const text = Buffer.from(`POST:${request.path}:${hash}:${request.headers['x-timestamp']}`);
  return verify(
    'RSA-SHA256',
    text,
    publicKeyPem,
    Buffer.from(request.headers['x-signature'] ?? '', 'base64'),
  );
}
