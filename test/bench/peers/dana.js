import { randomUUID } from 'node:crypto';
import { PaymentGatewayApi } from 'dana-node/payment_gateway/v1';
import { Configuration } from 'dana-node/runtime';
import { jakartaTime } from './orders.js';

const {
  DANA_BASE_URL: basePath,
  PRIVATE_KEY: privateKey,
  X_PARTNER_ID: partnerId,
  MERCHANT_ID,
} = process.env;
const expiresInMs = 30 * 60_000;

/** The SDK's constructor takes no host; its configuration can be replaced. */
class Api extends PaymentGatewayApi {
  constructor() {
    super({ partnerId, privateKey, origin: 'https://shop.example', env: 'sandbox' });
    this.configuration = new Configuration({ basePath });
  }
}
const api = new Api();

/** Creates an order by the SDK alone, as its README shows it; returns it as the gateway's API shows it. */
export async function createAtDana({ partnerReferenceNo, amount, title, payMethod, payOption }) {
  const now = new Date();
  const expiresAt = jakartaTime(new Date(now.getTime() + expiresInMs));
  const money = { value: amount, currency: 'IDR' };
  const { referenceNo, additionalInfo } = await api.createOrder({
    partnerReferenceNo,
    merchantId: MERCHANT_ID,
    amount: money,
    validUpTo: expiresAt,
    urlParams: [
      { url: 'https://shop.example/thanks', type: 'PAY_RETURN', isDeeplink: 'N' },
      { url: 'https://shop.example/v1.0/debit/notify', type: 'NOTIFICATION', isDeeplink: 'N' },
    ],
    payOptionDetails: [{ payMethod, payOption, transAmount: money }],
    additionalInfo: {
      mcc: '5732',
      order: { orderTitle: title, scenario: 'API' },
      envInfo: { sourcePlatform: 'IPG', terminalType: 'SYSTEM', orderTerminalType: 'WEB' },
    },
  });
  return {
    id: Buffer.from(`Order:${randomUUID()}`).toString('base64url'),
    partnerReferenceNo,
    referenceNo,
    title,
    amount: money,
    status: 'PENDING',
    version: 2,
    payMethod,
    payOption,
    instruction: {
      __typename: 'VirtualAccountInstruction',
      bank: payOption.replace('VIRTUAL_ACCOUNT_', ''),
      number: additionalInfo.paymentCode,
      expiresAt,
    },
    createdAt: jakartaTime(now),
    updatedAt: jakartaTime(now),
    expiresAt,
    paidAt: null,
    cancellation: null,
    voidedAmount: { value: '0.00' },
    refundedAmount: { value: '0.00' },
    refundableAmount: { value: '0.00' },
  };
}
