/** Fields of a Finish Notify whose values are no payer's data. Every other value is masked. */
const shownFields: ReadonlySet<string> = new Set([
  'originalPartnerReferenceNo',
  'originalReferenceNo',
  'originalExternalId',
  'merchantId',
  'subMerchantId',
  'externalStoreId',
  'externalStoreID',
  'value',
  'currency',
  'latestTransactionStatus',
  'transactionStatusDesc',
  'createdTime',
  'finishedTime',
  'paidTime',
  'payMethod',
  'payOption',
]);

/** What stands in the place of a value that may be a payer's. */
export const maskedValue = '[masked]';

/** A string, a punctuation mark, or anything else of JSON: a number, a word. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * The body of a notification for people: byte for byte, except that each value of a field which is not known to be
 * harmless is replaced. A JSON text within a string is one value. Linear in the size of the body; nothing is shown of
 * a body that is no JSON.
 */
export function maskedBody(body: string): string {
  if (!isJson(body)) return maskedValue;
  /** The names of the fields that the open objects and lists are in. */
  const open: string[] = [];
  let field = '';
  return body.replace(token, (text, at: number) => {
    if (text === '{' || text === '[') open.push(field);
    else if (text === '}' || text === ']') open.pop();
    // A list's values belong to the field that the list is in.
    if (text === ',' || text === ']' || text === '}') field = open.at(-1) ?? '';
    if (/^[{}[\],:]$/.test(text)) return text;
    if (text.startsWith('"') && isName(body, at + text.length)) {
      field = String(JSON.parse(text));
      return text;
    }
    if (shownFields.has(field) || text === 'null' || text === '""') return text;
    return `"${maskedValue}"`;
  });
}

function isName(body: string, end: number): boolean {
  return /^\s*:/.test(body.slice(end, end + 64));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
