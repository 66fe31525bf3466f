import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Rupiah, rupiah, rupiahDigitsMax } from '../../../src/domain/money.ts';
import { declineReasons, type OrderFact, orderFactTypes } from '../../../src/domain/order-event.ts';
import type { PaymentInstruction } from '../../../src/domain/payment-option.ts';
import { readFact, writeFact } from '../../../src/store/codec/fact-codec.ts';
import { storedJson } from '../../../src/store/postgres/stored-text.ts';
import { minute } from '../../support/orders.ts';

type FactOf<Type extends OrderFact['type']> = Extract<OrderFact, { type: Type }>;

/** What Postgres can keep: any text but NUL and halves of surrogate pairs. */
const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => !value.includes('\0'));

const textOrNull = fc.option(text, { nil: null });

const instant = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

const amount: fc.Arbitrary<Rupiah> = fc
  .bigInt({ min: 0n, max: 10n ** BigInt(rupiahDigitsMax + 2) - 1n })
  .map((sen) => rupiah(sen));

const refusal = {
  reason: fc.constantFrom(...declineReasons),
  responseCode: text,
  responseMessage: text,
  debugMessage: text,
};

const instruction: fc.Arbitrary<PaymentInstruction> = fc.oneof(
  fc.record({ kind: fc.constant('REDIRECT' as const), url: text }),
  fc.record({ kind: fc.constant('VIRTUAL_ACCOUNT' as const), bank: text, number: text }),
  fc.record({ kind: fc.constant('QRIS' as const), content: text }),
  fc.record({ kind: fc.constant('WALLET_PUSH' as const), wallet: text }),
  fc.record({ kind: fc.constant('PAYMENT_CODE' as const), outlet: text, code: text }),
);

function fact<Type extends OrderFact['type']>(
  type: Type,
  fields: { [Key in Exclude<keyof FactOf<Type>, 'type' | 'expiresAt'>]: fc.Arbitrary<FactOf<Type>[Key]> },
): fc.Arbitrary<OrderFact> {
  return fc.record({ type: fc.constant(type), ...fields }) as unknown as fc.Arbitrary<OrderFact>;
}

const approval = {
  approvalId: fc.uuid(),
  act: fc.constantFrom('REFUND' as const, 'CANCELLATION' as const),
  amount,
};

const attestation = {
  approvalId: fc.uuid(),
  amount,
  evidence: fc.record({ text, reference: text, fileHash: textOrNull }),
};

/** Every kind of fact, with every field that it may have. The type check keeps it complete. */
const facts: Record<OrderFact['type'], fc.Arbitrary<OrderFact>> = {
  CREATED: fact('CREATED', {}),
  ACCEPTED: fact('ACCEPTED', { referenceNo: textOrNull, instruction: fc.option(instruction, { nil: null }) }),
  DECLINED: fact('DECLINED', refusal),
  NOT_FOUND: fact('NOT_FOUND', {}),
  NEVER_CREATED: fact('NEVER_CREATED', {}),
  PAID: fact('PAID', {
    referenceNo: textOrNull,
    paidAt: instant,
    paidWith: fc.array(
      fc.record({ payMethod: text, payOption: textOrNull, amount: fc.option(amount, { nil: null }) }),
    ),
  }),
  PAYMENT_FAILED: fact('PAYMENT_FAILED', {}),
  EXPIRED: fact('EXPIRED', {}),
  CANCELLATION_REQUESTED: fact('CANCELLATION_REQUESTED', { reason: textOrNull }),
  CANCELLED: fact('CANCELLED', { voided: amount, paidAt: fc.option(instant, { nil: null }) }),
  CANCELLATION_DECLINED: fact('CANCELLATION_DECLINED', refusal),
  APPROVAL_REQUESTED: fc.record({
    type: fc.constant('APPROVAL_REQUESTED' as const),
    ...approval,
    reason: textOrNull,
    expiresAt: instant,
  }),
  APPROVAL_GRANTED: fact('APPROVAL_GRANTED', { ...approval, reason: text }),
  APPROVAL_REFUSED: fact('APPROVAL_REFUSED', { ...approval, reason: text }),
  APPROVAL_EXPIRED: fact('APPROVAL_EXPIRED', approval),
  REFUND_REQUESTED: fact('REFUND_REQUESTED', {
    refundId: fc.uuid(),
    partnerRefundNo: text,
    amount,
    reason: textOrNull,
  }),
  REFUNDED: fact('REFUNDED', {
    refundId: fc.uuid(),
    refundNo: textOrNull,
    amount,
    from: fc.constantFrom('PENDING' as const, 'FAILED' as const),
  }),
  REFUND_DECLINED: fact('REFUND_DECLINED', { refundId: fc.uuid(), amount, ...refusal }),
  REFUND_RETURNED: fact('REFUND_RETURNED', { refundId: fc.uuid(), amount, returned: amount }),
  CHARGEBACK_WON: fact('CHARGEBACK_WON', attestation),
  REFUNDED_BY_TRANSFER: fact('REFUNDED_BY_TRANSFER', attestation),
  ADJUSTMENT_ASSIGNED: fact('ADJUSTMENT_ASSIGNED', {
    ...attestation,
    refundId: fc.uuid(),
    returned: amount,
  }),
  REFUNDED_ELSEWHERE: fact('REFUNDED_ELSEWHERE', { amount }),
  CHARGED_BACK: fact('CHARGED_BACK', { amount }),
  CHARGEBACK_RETURNED: fact('CHARGEBACK_RETURNED', { amount }),
  FROZEN: fact('FROZEN', {}),
  RELEASED: fact('RELEASED', {}),
  CONTRADICTED: fact('CONTRADICTED', { contradiction: text, detail: text }),
};

describe('a fact that went through JSON', () => {
  test('is the same: ACCEPTED with the expiry that DANA reports', () => {
    const given = {
      type: 'ACCEPTED',
      referenceNo: 'DANA-1',
      instruction: null,
      expiresAt: minute(20),
    } as const;
    expect(readFact(JSON.parse(storedJson(writeFact(given))))).toEqual(given);
  });

  test.each(orderFactTypes)('is the same: %s', (type) => {
    fc.assert(
      fc.property(facts[type], (given) => {
        expect(readFact(JSON.parse(storedJson(writeFact(given))))).toEqual(given);
      }),
    );
  });
});
