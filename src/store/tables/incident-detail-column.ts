import { customType } from 'drizzle-orm/pg-core';
import { detailCodes } from '../../domain/incidents/detail-text.ts';
import type { RecordedDetail } from '../../domain/incidents/incident-detail.ts';
import { storedJson } from '../postgres/stored-text.ts';

/** Writes a detail for its column of text: as JSON, or the sentence that an older gateway wrote. */
export function writeIncidentDetail(detail: RecordedDetail): string {
  return detail.code === 'WRITTEN' ? detail.text : storedJson(detail);
}

/** Reads it back. Any other text is shown as it is: an older gateway wrote sentences, a newer one may write other codes. */
export function readIncidentDetail(text: string): RecordedDetail {
  if (text.startsWith('{')) {
    try {
      const stored: unknown = JSON.parse(text);
      if (isDetail(stored)) return stored;
    } catch {
      // A sentence that begins with a brace.
    }
  }
  return { code: 'WRITTEN', text };
}

function isDetail(value: unknown): value is RecordedDetail {
  if (typeof value !== 'object' || value === null || !('code' in value)) return false;
  return typeof value.code === 'string' && detailCodes.includes(value.code);
}

/** Why an incident was raised: JSON with a code, or a sentence of an older gateway. */
export const incidentDetail = customType<{ data: RecordedDetail; driverData: string }>({
  dataType: () => 'text collate "C"',
  toDriver: writeIncidentDetail,
  fromDriver: readIncidentDetail,
});
