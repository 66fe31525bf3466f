import { type KeyObject, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { formatJakarta } from '../model/jakarta-time.ts';
import { stringToSign } from '../protocol/check-request.ts';

const signAsync = promisify(sign);

/**
 * The headers of one notification, names and values as in captured ones. The signature covers the path really
 * called (without its query) and the exact body. Every attempt has a new X-External-Id and X-Timestamp.
 */
export async function signedHeaders(
  request: { url: string; body: string; partnerId: string },
  key: KeyObject,
  now: Date,
): Promise<Record<string, string>> {
  const timestamp = formatJakarta(now);
  const path = URL.canParse(request.url) ? new URL(request.url).pathname : '/';
  const signed = Buffer.from(stringToSign('POST', path, request.body, timestamp));
  const signature = await signAsync('RSA-SHA256', signed, key);
  return {
    'X-Signature': signature.toString('base64'),
    'X-Timestamp': timestamp,
    'X-External-Id': randomBytes(16).toString('hex'),
    'X-Partner-Id': request.partnerId,
    'Channel-Id': 'DANA',
    Charset: 'UTF-8',
    'Content-Type': 'application/json',
    'User-Agent': 'Jakarta Commons-HttpClient/3.1',
  };
}
