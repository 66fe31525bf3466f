/** SNAP allows 150 characters; a longer message is cut. */
const responseMessageCharsMax = 150;

/** A JSON object with a responseCode, as DANA answers every call. The other fields are not checked yet. */
export interface SnapAnswer {
  /** Exactly seven digits: HTTP status, service code, case code. */
  readonly responseCode: string;
  /** DANA's text, for logs and as data; empty if there is none. */
  readonly responseMessage: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Returns null for anything that is not SNAP: another document, a code of another length, a body cut short. */
export function parseSnapAnswer(body: string): SnapAnswer | null {
  const fields = parseJsonObject(body);
  const responseCode = fields?.responseCode;
  if (fields === null || typeof responseCode !== 'string' || !/^\d{7}$/.test(responseCode)) return null;
  const { responseMessage } = fields;
  return {
    responseCode,
    responseMessage:
      typeof responseMessage === 'string' ? responseMessage.slice(0, responseMessageCharsMax) : '',
    fields,
  };
}

/** Returns null if the text is not JSON or not an object. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
