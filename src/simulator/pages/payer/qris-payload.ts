import { crc16 } from '../../operations/qr-checksum.ts';

/** The merchant's name and city in a QRIS code; null if the code does not contain them. */
export interface QrisContent {
  merchantName: string | null;
  city: string | null;
}

/** The content of a QR, or why it is not one to pay. */
export type QrisReading = { kind: 'read'; content: QrisContent } | { kind: 'not-qris' } | { kind: 'damaged' };

/** Tags of the EMVCo merchant-presented QR specification. */
const tags = { format: '00', merchantName: '59', city: '60', checksum: '63' } as const;

/**
 * Reads a code as a payer's app does: tag, length, value. Trusts nothing before it has verified the checksum.
 */
export function readQris(payload: string): QrisReading {
  const fields = readFields(payload);
  if (fields?.get(tags.format) !== '01' || !fields.has(tags.checksum)) return { kind: 'not-qris' };
  if (crc16(payload.slice(0, -4)) !== fields.get(tags.checksum)?.toUpperCase()) return { kind: 'damaged' };
  return {
    kind: 'read',
    content: {
      merchantName: fields.get(tags.merchantName) ?? null,
      city: fields.get(tags.city) ?? null,
    },
  };
}

/** The fields on the first level, or null if the text does not consist of whole fields. */
function readFields(payload: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < payload.length) {
    const [, id, length] = /^(\d{2})(\d{2})/.exec(payload.slice(at, at + 4)) ?? [];
    if (id === undefined) return null;
    const value = payload.slice(at + 4, at + 4 + Number(length));
    if (value.length !== Number(length)) return null;
    fields.set(id, value);
    at += 4 + value.length;
  }
  return fields;
}
