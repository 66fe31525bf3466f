import { CreateOrderRequestToJSON } from 'dana-node/payment_gateway/v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { anOrder, details, merchant } from './orders.ts';

describe('the stored body', () => {
  it('is what the SDK makes of it, however often it is read and written', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(text, text, fc.option(text), fc.bigInt(1n, 10n ** 15n), (title, memo, payMethod, sen) => {
        const order = anOrder({ title, payMethod, amount: rupiah(sen) });
        const body = writeCreateRequest(order, details({ memo, phoneNumber: '0812' }), merchant);
        expect(JSON.stringify(CreateOrderRequestToJSON(JSON.parse(body)))).toBe(body);
      }),
      { seed: 20260115 },
    );
  });
});
