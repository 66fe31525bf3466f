import type { JsonObject } from '../model/json.ts';

/** An answer to a merchant. The HTTP status always equals the first three digits of responseCode. */
export interface Answer {
  httpStatus: number;
  /** Why DANA refuses, for `additionalInfo.debugMessage`; null for an answer that needs no reason. */
  debugMessage: string | null;
  body: JsonObject & { responseCode: string; responseMessage: string };
}

/**
 * HTTP status, case code and message of every answer, as DANA's API reference lists them and its UAT suite
 * compares them, to the letter. A code is HTTP status + service code + case code.
 */
const cases = {
  successful: [200, '00', 'Successful'],
  requestInProgress: [202, '00', 'Request In Progress'],
  badRequest: [400, '00', 'Bad Request'],
  invalidFieldFormat: [400, '01', 'Invalid Field Format'],
  invalidMandatoryField: [400, '02', 'Invalid Mandatory Field'],
  unauthorized: [401, '00', 'Unauthorized.'],
  transactionExpired: [403, '00', 'Transaction Expired'],
  exceedsAmountLimit: [403, '02', 'Exceeds Transaction Amount Limit'],
  doNotHonor: [403, '05', 'Do Not Honor'],
  insufficientFunds: [403, '14', 'Insufficient Funds'],
  notPermitted: [403, '15', 'Transaction Not Permitted'],
  invalidTransactionStatus: [404, '00', 'Invalid Transaction Status'],
  transactionNotFound: [404, '01', 'Transaction Not Found'],
  invalidMerchant: [404, '08', 'Invalid Merchant'],
  inconsistentRequest: [404, '18', 'Inconsistent Request'],
  conflict: [409, '00', 'Conflict'],
  tooManyRequests: [429, '00', 'Too Many Requests'],
  generalError: [500, '00', 'General Error'],
  internalServerError: [500, '01', 'Internal Server Error'],
} as const satisfies Record<string, readonly [number, string, string]>;

/** The name of an answer of the simulator. */
export type Case = keyof typeof cases;

/**
 * The service codes in the answers of one operation. DANA has two irregularities: Consult Pay succeeds
 * under 57 and fails under 00, and Cancel Order says "Success" while every other operation says "Successful".
 */
export interface ServiceCodes {
  success: string;
  failure: string;
  successMessage?: string;
}

/** What an answer says beyond its code. */
export interface AnswerDetail {
  /** Appended to the message, e.g. the name of the offending field. */
  detail?: string;
  /** By default the code and the message. Successful answers have none. */
  debugMessage?: string;
}

/** Makes an answer of this operation. */
export function answer(
  codes: ServiceCodes,
  name: Case,
  { detail = '', debugMessage }: AnswerDetail = {},
  rest: JsonObject = {},
): Answer {
  const [httpStatus, caseCode, message] = cases[name];
  const serviceCode = name === 'successful' ? codes.success : codes.failure;
  const said = name === 'successful' ? (codes.successMessage ?? message) : message;
  const responseCode = `${httpStatus}${serviceCode}${caseCode}`;
  const responseMessage = detail === '' ? said : `${said} ${detail}`;
  return {
    httpStatus,
    debugMessage: httpStatus < 300 ? null : (debugMessage ?? `${responseCode} ${responseMessage}`),
    body: { responseCode, responseMessage, ...rest },
  };
}

/** The message that DANA gives with a code, or null for an undocumented code. */
export function messageOf(responseCode: string): string | null {
  const isMeant = ([httpStatus, caseCode]: readonly [number, string, string]) =>
    responseCode.startsWith(String(httpStatus)) && responseCode.endsWith(caseCode);
  return Object.values(cases).find(isMeant)?.[2] ?? null;
}
