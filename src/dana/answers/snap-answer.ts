/** SNAP allows 150 characters; a longer message is cut. */
const responseMessageCharsMax = 150;
/** Observed ones are short (`DIVISION_NOT_EXIST:…`); DANA documents no limit. */
const debugMessageCharsMax = 300;

/** A JSON object with a responseCode, as DANA answers every call. The other fields are not checked yet. */
export interface SnapAnswer {
  /** Exactly seven digits: HTTP status, service code, case code. */
  readonly responseCode: string;
  /** DANA's text, for logs and as data; empty if there is none. */
  readonly responseMessage: string;
  /** additionalInfo.debugMessage: what exactly is wrong, which the sandbox says if asked (X-Debug-Mode). Else null. */
  readonly debugMessage: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Returns null for anything that is not SNAP: another document, a code of another length, a body cut short. */
export function parseSnapAnswer(body: string): SnapAnswer | null {
  const fields = parseJsonObject(body);
  const responseCode = fields?.responseCode;
  if (fields === null || typeof responseCode !== 'string' || !/^\d{7}$/.test(responseCode)) return null;
  const { responseMessage, additionalInfo } = fields;
  const isObject = typeof additionalInfo === 'object' && additionalInfo !== null;
  const debugMessage = isObject && 'debugMessage' in additionalInfo ? additionalInfo.debugMessage : null;
  return {
    responseCode,
    responseMessage: printable(responseMessage, responseMessageCharsMax),
    debugMessage: printable(debugMessage, debugMessageCharsMax) || null,
    fields,
  };
}

/** Controls, halves of a surrogate pair, and characters that hide or reorder text. */
const unprintable = /[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** DANA's words for logs, incidents and timelines: cut, on one line, and empty if they are no text. */
function printable(words: unknown, charsMax: number): string {
  return typeof words === 'string' ? words.slice(0, charsMax).replace(unprintable, ' ').trim() : '';
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
