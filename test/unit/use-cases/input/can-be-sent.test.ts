import { describe, expect, test } from 'vitest';
import { writeCreateRequest } from '../../../../src/dana/requests/write-create-request.ts';
import { writeCancelRequest, writeRefundRequest } from '../../../../src/dana/requests/write-requests.ts';
import {
  type CreateOrderInput,
  checkCreateOrder,
} from '../../../../src/use-cases/input/check-create-order.ts';
import { reasonLengthMax } from '../../../../src/use-cases/input/limits.ts';
import { checkText, newIssues } from '../../../../src/use-cases/input/text.ts';
import { RequestInvalid } from '../../../../src/use-cases/ports/payment-provider.ts';
import { aServerKey } from '../../../support/actors.ts';
import { anOrder, aRefund, birth } from '../../../support/orders.ts';
import { orderInput } from '../shop.ts';

const merchant = {
  merchantId: '216620000000000000001',
  subMerchantId: null,
  externalStoreId: 'store-1',
  mcc: '5732',
  returnUrl: 'https://shop.example/thanks',
  notifyUrl: 'https://gateway.example/v1.0/debit/notify',
};
const rules = {
  returnUrlsAllowed: ['https://shop.example', 'shopapp:'],
  returnUrlDefault: merchant.returnUrl,
  isLoopbackReturnAllowed: false,
  externalStoreIdDefault: null,
  expiresInMaxMs: 30 * 60_000,
};

/** Sends it as createOrder does: checked, then written. Null where the input was refused. */
function write(input: Partial<CreateOrderInput>): string | null {
  const checked = checkCreateOrder(orderInput({ expiresAt: null, ...input }), rules, birth);
  return checked.kind === 'checked'
    ? writeCreateRequest(anOrder(checked.order), checked.details, merchant)
    : null;
}

const line = {
  merchantGoodsId: 'g',
  name: 'Ticket',
  description: 'A seat',
  category: 'events',
  price: orderInput().amount,
  unit: null,
  quantity: '1',
  merchantShippingId: null,
  snapshotUrl: null,
};
const address = {
  merchantShippingId: 's',
  trackingNo: null,
  carrier: null,
  chargeAmount: null,
  countryName: 'Indonesia',
  stateName: 'DKI Jakarta',
  cityName: 'Jakarta',
  areaName: null,
  address1: 'Jalan Sudirman 1',
  address2: null,
  firstName: 'Siti',
  lastName: 'Rahma',
  mobileNo: null,
  phoneNo: null,
  zipCode: '10220',
  email: null,
  faxNo: null,
};
const buyer = { externalUserType: 'MERCHANT', externalUserId: 'u', nickname: null, userId: null };

/** Every text field of createOrder, by its path. */
const fields: readonly (readonly [string, (text: string) => Partial<CreateOrderInput>])[] = [
  ...(['title', 'memo', 'externalStoreId', 'subMerchantId', 'merchantTransType'] as const).map(
    (field) => [field, (text: string) => ({ [field]: text })] as const,
  ),
  ...(['payMethod', 'payOption', 'phoneNumber', 'clientIp'] as const).map(
    (field) => [field, (text: string) => ({ [field]: text })] as const,
  ),
  [
    'returnUrl',
    (text) => ({ returnUrl: `https://shop.example/${encodeURIComponent(text.replace(/\p{Cs}/gu, ''))}` }),
  ],
  ['disabledPayMethods', (text) => ({ payMethod: null, payOption: null, disabledPayMethods: [text] })],
  ...Object.keys(line)
    .filter((field) => field !== 'price')
    .map((field) => [`goods.${field}`, (text: string) => ({ goods: [{ ...line, [field]: text }] })] as const),
  ...Object.keys(address)
    .filter((field) => field !== 'chargeAmount')
    .map(
      (field) =>
        [`shipping.${field}`, (text: string) => ({ shipping: [{ ...address, [field]: text }] })] as const,
    ),
  ...Object.keys(buyer).map(
    (field) => [`buyer.${field}`, (text: string) => ({ buyer: { ...buyer, [field]: text } })] as const,
  ),
];

/** Every limit of DANA's, and one less and more. */
const lengths = [16, 32, 64, 128, 256, 512, 1024].flatMap((length) => [length - 1, length, length + 1]);

describe('what createOrder accepts can be sent to DANA', () => {
  test.each(fields)('%s', (_, withText) => {
    for (const length of lengths) {
      for (const letter of ['a', '1', '店', '😀']) {
        const text = letter.repeat(Math.ceil(length / letter.length));
        for (const candidate of [text, text.slice(0, length), letter.repeat(length)]) {
          expect(() => write(withText(candidate)), JSON.stringify(candidate)).not.toThrow();
        }
      }
    }
  });
});

test('a title of 64 UTF-16 units is sent, one unit more is refused', () => {
  expect(write({ title: '😀'.repeat(32) })).not.toBeNull();
  expect(write({ title: `${'😀'.repeat(32)}a` })).toBeNull();
});

test('every reason that cancelOrder and refundOrder accept can be sent to DANA', () => {
  const requestedAt = birth;
  const counts = { sent: 0, refused: 0 };
  for (const letter of ['a', '店', '😀']) {
    for (const length of [127, 128, 129, 255, 256, 257]) {
      const reason = letter.repeat(length);
      const isAccepted = checkText(newIssues(), ['reason'], reason, { max: reasonLengthMax });
      const write = () => {
        writeCancelRequest(
          anOrder({ cancellation: { status: 'PENDING', requestedAt, reason, actor: aServerKey } }),
          merchant,
        );
        writeRefundRequest(anOrder(), aRefund({ reason }), merchant);
      };
      if (isAccepted) expect(write, `${letter} × ${length}`).not.toThrow();
      else expect(write, `${letter} × ${length}`).toThrow(RequestInvalid);
      counts[isAccepted ? 'sent' : 'refused'] += 1;
    }
  }
  expect(counts).toEqual({ sent: 12, refused: 6 });
});
