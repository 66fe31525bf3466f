import { createHash, type KeyObject, verify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { parseJakarta } from '../model/jakarta-time.ts';
import type { ExternalIds } from './external-ids.ts';
import type { Partner, Partners } from './partners.ts';
import { type Answer, answer, type ServiceCodes } from './response-codes.ts';
import { signedForms } from './signed-forms.ts';

/**
 * A request as received. The signature is checked over `rawBody`, the bytes received, or over another spelling
 * of the same JSON (`signedForms`), before anything trusts its content.
 */
export interface SignedRequest {
  method: string;
  /** The path alone, without the query: what the merchant signs. */
  path: string;
  headers: IncomingHttpHeaders;
  rawBody: Buffer;
}

/** What the checks of a request need to know. */
export interface ProtocolRules {
  partners: Partners;
  /** The offsets that X-TIMESTAMP may have, as documented +07:00; null: any RFC 3339 instant is accepted. */
  timestampOffsets: readonly string[] | null;
  /**
   * How far X-TIMESTAMP may be from the simulator's clock in ms; null for any, as DANA's sandbox accepts any.
   */
  timestampAgeMsMax: number | null;
  /** If not null, an X-EXTERNAL-ID used twice on one day is refused with SNAP's 409 Conflict. */
  externalIds: ExternalIds | null;
}

/** The partner that sent a correct request, or the answer that refuses it. */
export type ProtocolCheck = { kind: 'passed'; partner: Partner } | { kind: 'refused'; answer: Answer };

/**
 * Mandatory headers in the order in which DANA checks them. CHANNEL-ID is documented as 1 to 5 characters,
 * yet DANA's own SDK sends more and DANA accepts it, so its length is not checked.
 */
const mandatoryHeaders = [
  'Content-Type',
  'X-TIMESTAMP',
  'X-SIGNATURE',
  'X-PARTNER-ID',
  'X-EXTERNAL-ID',
  'CHANNEL-ID',
];
/** DANA's API reference: X-EXTERNAL-ID has at most 36 characters. */
const externalIdLengthMax = 36;
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * Checks everything about a request that does not need its parsed body, in DANA's order: headers present,
 * their format, partner known, signature genuine.
 */
export function checkProtocol(
  request: SignedRequest,
  codes: ServiceCodes,
  rules: ProtocolRules,
  now: Date,
): ProtocolCheck {
  const header = (name: string) => headerText(request.headers, name);
  const refused = (...reason: [Parameters<typeof answer>[1], string]): ProtocolCheck => ({
    kind: 'refused',
    answer: answer(codes, reason[0], { detail: reason[1] }),
  });

  const missing = mandatoryHeaders.find((name) => header(name) === '');
  if (missing !== undefined) return refused('invalidMandatoryField', missing);
  if (!/^application\/json\b/i.test(header('Content-Type')))
    return refused('invalidFieldFormat', 'Content-Type');
  if (!isTimestamp(header('X-TIMESTAMP'), rules, now)) return refused('invalidFieldFormat', 'X-TIMESTAMP');
  if (header('X-EXTERNAL-ID').length > externalIdLengthMax)
    return refused('invalidFieldFormat', 'X-EXTERNAL-ID');

  const partner = rules.partners.find(header('X-PARTNER-ID'));
  if (partner === undefined) return refused('unauthorized', 'Unknown Client');
  if (!isGenuine(request, partner)) return refused('unauthorized', 'Invalid Signature');
  const isRepeated = rules.externalIds?.isRepeated(partner.partnerId, header('X-EXTERNAL-ID'), now) ?? false;
  return isRepeated ? refused('conflict', '') : { kind: 'passed', partner };
}

/**
 * The text that both sides sign: method, path, hash of the body's bytes, timestamp (SNAP's asymmetric
 * signature).
 */
export function stringToSign(method: string, path: string, body: Buffer | string, timestamp: string): string {
  const hash = createHash('sha256').update(body).digest('hex');
  return `${method}:${path}:${hash}:${timestamp}`;
}

function isGenuine({ method, path, headers, rawBody }: SignedRequest, partner: Partner): boolean {
  for (const body of signedForms(rawBody)) {
    const signed = stringToSign(method, path, body, headerText(headers, 'X-TIMESTAMP'));
    if (partner.publicKeys.some((key) => isSignedBy(key, signed, headerText(headers, 'X-SIGNATURE'))))
      return true;
  }
  return false;
}

function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'base64'));
}

function isTimestamp(text: string, rules: ProtocolRules, now: Date): boolean {
  const isShaped =
    rules.timestampOffsets === null
      ? instantPattern.test(text) && !Number.isNaN(Date.parse(text))
      : rules.timestampOffsets.includes(text.slice(19)) &&
        parseJakarta(`${text.slice(0, 19)}+07:00`) !== null;
  if (!isShaped || rules.timestampAgeMsMax === null) return isShaped;
  return Math.abs(Date.parse(text) - now.getTime()) <= rules.timestampAgeMsMax;
}

function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name.toLowerCase()];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim();
}
