import { describe, expect, test } from 'vitest';
import { detailCodes, detailText } from '../../../../src/domain/incidents/detail-text.ts';
import type { IncidentDetail } from '../../../../src/domain/incidents/incident-detail.ts';
import { writtenRupiah } from '../../../../src/domain/money.ts';
import { orderStatuses } from '../../../../src/domain/order.ts';
import { orderFactTypes } from '../../../../src/domain/order-event.ts';
import {
  type SettlementSubject,
  subjectWords,
} from '../../../../src/domain/settlement/settlement-subject.ts';
import { type IncidentKind, incidentKinds } from '../../../../src/use-cases/ports/incidents.ts';

const settled: IncidentDetail = {
  code: 'SETTLED_OTHERWISE',
  subject: { what: 'payment' },
  found: '0.00',
  expected: '75000.00',
};

/** Examples of what each kind says; a new kind does not compile until it stands here. */
const examples: Readonly<Record<IncidentKind, readonly IncidentDetail[]>> = {
  QUARANTINED: [
    { code: 'OTHER_MERCHANT' },
    { code: 'OTHER_REFERENCE_NO' },
    { code: 'OTHER_AMOUNT' },
    { code: 'OTHER_CURRENCY', currency: 'USD' },
    { code: 'UNKNOWN_STATUS', status: '99' },
    { code: 'FAR_FROM_NOW', timestamp: '2026-01-15T10:05:00+07:00' },
    { code: 'BODY_NOT_JSON' },
    { code: 'BODY_UNREADABLE', issues: 'amount.value: expected string' },
  ],
  ORPHANED: [{ code: 'NO_SUCH_ORDER' }],
  CONTRADICTED: [
    { code: 'FACT_AFTER_END', fact: 'PAID' },
    { code: 'FACT_AFTER_DECLINED_CANCELLATION', fact: 'CANCELLED' },
    { code: 'FACT_WHILE', fact: 'EXPIRED', status: 'PAID' },
    { code: 'QUERY_WITH_OTHER_AMOUNT', amount: '75000.50' },
    {
      code: 'OTHER_ATTEMPT_PAID',
      paid: { id: 'a', partnerReferenceNo: 'cart-1' },
      other: { id: 'b', partnerReferenceNo: 'cart-2' },
    },
  ],
  UNKNOWN_FOR_LONG: [{ code: 'NO_ANSWER_SINCE', version: 3 }],
  STUCK: [
    { code: 'RECOVERY_FAILS', cause: 'TypeError' },
    { code: 'ROW_UNREADABLE', cause: 'RangeError' },
    { code: 'CANNOT_BE_SENT', faults: 'reason is too long' },
    { code: 'EVENT_UNREADABLE', eventId: 'evt_1', cause: 'RangeError' },
  ],
  MISCONFIGURED: [{ code: 'CALL_REJECTED', operation: 'createOrder', reason: 'HTTP 401 with 4015400' }],
  CREATED_BEFORE: [
    { code: 'KNOWN_TO_DANA_BEFORE', partnerReferenceNo: 'ord-1', referenceNo: '2026' },
    { code: 'KNOWN_TO_DANA_BEFORE', partnerReferenceNo: 'ord-1', referenceNo: null },
  ],
  REFUNDED_ELSEWHERE: [{ code: 'REFUND_ELSEWHERE' }],
  REFUND_RETURNED: [
    { code: 'REFUND_CAME_BACK', amount: '75000.00' },
    { code: 'RETURN_ASSIGNED', amount: '75000.00' },
  ],
  CHARGED_BACK: [{ code: 'BANK_TOOK_BACK', amount: '75000.00' }],
  FROZEN: [{ code: 'MONEY_HELD' }],
  INSUFFICIENT_MERCHANT_BALANCE: [
    { code: 'BALANCE_TOO_LOW', operation: 'refundOrder', responseCode: '4035814' },
  ],
  SETTLEMENT_AMOUNT_DIFFERS: [settled],
  SETTLEMENT_FEE_DIFFERS: [settled],
  SETTLEMENT_UNKNOWN: [settled],
  SETTLEMENT_DOUBLED: [settled],
  SETTLEMENT_MISSING: [settled],
  SETTLEMENT_ADJUSTMENT: [settled],
  EVENT_UNDELIVERED: [
    {
      code: 'EVENT_NOT_ACCEPTED',
      endpoint: 'https://shop.example/events',
      type: 'order.paid',
      eventId: 'evt_1',
      failure: 'HTTP 500',
    },
    { code: 'ENDPOINT_GONE', endpoint: 'https://shop.example/events' },
  ],
  BACKGROUND_WORK_FAILING: [
    { code: 'WORK_FAILS', work: 'settlement', failureCount: 3, cause: 'StoreUnavailable' },
  ],
};

const amountNames = ['amount', 'found', 'expected'];
const all = Object.values(examples).flat();

describe('why an incident was raised', () => {
  test('every kind and every code has an example here', () => {
    expect(Object.keys(examples).sort()).toEqual(incidentKinds.toSorted());
    expect([...new Set(all.map(({ code }) => code))].sort()).toEqual(detailCodes.toSorted());
  });

  test.each(all)('$code is said in English and in Bahasa Indonesia, with all that it names', (detail) => {
    const [english, indonesian] = [detailText(detail, 'EN'), detailText(detail, 'ID')];
    expect(indonesian).not.toBe(english);
    for (const text of [english, indonesian]) {
      expect(text).toMatch(/\w \w|: \S/);
      expect(text).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
    }
    // Facts and states are in words: see below.
    if (detail.code.startsWith('FACT_')) return;
    const { code: _code, ...named } = detail;
    for (const [name, value] of Object.entries(named))
      if (typeof value === 'string')
        expect(indonesian).toContain(amountNames.includes(name) ? writtenRupiah(value) : value);
  });

  test('amounts are written as Indonesians write them, and facts and states in words', () => {
    expect(detailText(settled, 'EN')).toBe('payment: 0.00 in DANA’s files, 75000.00 expected');
    expect(detailText(settled, 'ID')).toBe('pembayaran: Rp0 di berkas DANA, seharusnya Rp75.000');
    for (const fact of orderFactTypes)
      for (const status of orderStatuses)
        expect(detailText({ code: 'FACT_WHILE', fact, status }, 'ID')).not.toMatch(/_|[A-Z]{5,}/);
  });

  test('a fact that only a newer gateway knows keeps its name', () => {
    const detail = { code: 'FACT_WHILE', fact: 'TRADED', status: 'PAID' } as const;
    expect(detailText(detail, 'ID')).toContain('TRADED');
  });

  test('a sentence of an older gateway is shown as it was written', () => {
    for (const language of ['EN', 'ID'] as const)
      expect(detailText({ code: 'WRITTEN', text: 'DANA said so' }, language)).toBe('DANA said so');
  });
});

const subjects: readonly SettlementSubject[] = [
  { what: 'order' },
  { what: 'payment' },
  { what: 'cancellation' },
  { what: 'chargeback' },
  { what: 'refunds made elsewhere' },
  { what: 'voucher', payMethod: 'COUPON' },
  { what: 'refund', partnerRefundNo: 'r-1' },
  { what: 'return of refund', partnerRefundNo: 'r-1' },
  { what: 'adjustment', transactionId: 't-1' },
  { what: 'adjustment', transactionId: 't-1', partnerRefundNo: 'r-1' },
  { what: 'line', key: 'k' },
];

test('each subject of a settlement difference has words of its own in both languages', () => {
  const texts = subjects.map(subjectWords);
  expect(new Set(texts.map(({ EN }) => EN)).size).toBe(subjects.length);
  expect(new Set(texts.map(({ ID }) => ID)).size).toBe(subjects.length);
  for (const [index, { what: _what, ...named }] of subjects.entries())
    for (const value of Object.values(named))
      for (const text of Object.values(texts[index] ?? {})) expect(text).toContain(value);
});
