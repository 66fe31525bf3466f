import type { NotifyFaultName } from '../model/fault-table.ts';
import { parseJakarta } from '../model/jakarta-time.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { readMoney, rupiah, senOf } from '../model/money.ts';

/** The text sent and the text signed of a notification, nearly always the same. */
export interface NotificationText {
  sent: string;
  signed: string;
}

/**
 * The text of a notification, distorted by its fault if there is one. Members keep their sequence: receivers
 * may depend on it.
 */
export function notificationText(content: JsonObject, fault: NotifyFaultName | null): NotificationText {
  const minified = JSON.stringify(distorted(content, fault));
  if (fault === 'escaped-body') return same(escaped(minified));
  if (fault === 'spaced-body') return { sent: `${JSON.stringify(content, null, 2)}\n`, signed: minified };
  return same(minified);
}

function distorted(content: JsonObject, fault: NotifyFaultName | null): JsonObject {
  switch (fault) {
    case 'wrong-amount':
      return { ...content, amount: oneRupiahMore(content.amount) };
    case 'wrong-merchant':
      return { ...content, merchantId: '216620000000000099999' };
    case 'unknown-status':
      return { ...content, latestTransactionStatus: '99', transactionStatusDesc: 'SOMETHING_NEW' };
    case 'no-finished-time':
      return without(content, 'finishedTime');
    case 'paid-time-only':
      return withAdditionalInfo(without(content, 'finishedTime'), (info) => without(info, 'paidTime'));
    case 'no-created-time':
      return without(content, 'createdTime');
    case 'additional-info-text':
      return withAdditionalInfo(content, (info) => JSON.stringify(info));
    case 'additional-info-empty':
      return withAdditionalInfo(content, () => '');
    case 'no-additional-info':
      return without(content, 'additionalInfo');
    case 'epoch-times':
      return withEpochTimes(content) as JsonObject;
    case 'unknown-pay-option':
      return withPayOption(content, 'NETWORK_PAY_PG_UNHEARD_OF') as JsonObject;
    case 'unknown-fields':
      return { ...content, riskLevel: 'LOW', settlement: { batch: ['A', 1, null] } };
    default:
      return content;
  }
}

function withAdditionalInfo(content: JsonObject, change: (info: JsonObject) => JsonValue): JsonObject {
  const { additionalInfo } = content;
  return isJsonObject(additionalInfo) ? { ...content, additionalInfo: change(additionalInfo) } : content;
}

function oneRupiahMore(amount: JsonValue | undefined): JsonObject {
  const { currency, value } = rupiah(senOf(readMoney(amount) ?? rupiah(0n)) + 100n);
  return { currency, value };
}

function withEpochTimes(value: JsonValue): JsonValue {
  return mapTexts(value, (text) => {
    const instant = parseJakarta(text);
    return instant === null ? text : String(instant.getTime());
  });
}

function withPayOption(value: JsonValue, payOption: string): JsonValue {
  return mapTexts(value, (text, key) => (key === 'payOption' ? payOption : text));
}

function mapTexts(value: JsonValue, map: (text: string, key: string) => string, key = ''): JsonValue {
  if (typeof value === 'string') return map(value, key);
  if (Array.isArray(value)) return value.map((element) => mapTexts(element, map, key));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [[name, mapTexts(member, map, name)] as const],
  );
  return Object.fromEntries(members);
}

function without(content: JsonObject, name: string): JsonObject {
  const { [name]: _left, ...rest } = content;
  return rest;
}

/** The same JSON as some serialisers spell it: \/ for /, \uXXXX for letters outside ASCII. */
function escaped(json: string): string {
  return json
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function same(text: string): NotificationText {
  return { sent: text, signed: text };
}
