import { isIP } from 'node:net';
import type { NewOrder } from '../../domain/lifecycle.ts';
import { formatRupiah, type Rupiah } from '../../domain/money.ts';
import type { Goods, MetadataEntry } from '../../domain/order.ts';
import { paymentOptionKind, qrisPayOption } from '../../domain/payment-option.ts';
import type { InvalidInput } from '../outcomes.ts';
import type { OrderDetails } from '../ports/payment-provider.ts';
import { checkBuyer, checkGoods, checkShipping } from './check-order-parts.ts';
import {
  amountMax,
  clockSlackMs,
  disabledPayMethodsLengthMax,
  expiresInDefaultMs,
  expiresInMinMs,
  freeTextLimits,
  goodsCountMax,
  metadataCountMax,
  metadataKeyLengthMax,
  metadataValueLengthMax,
  qrisReferenceLengthMax,
  referenceLengthMax,
  returnUrlLengthMax,
  shippingCountMax,
  titleLengthMax,
} from './limits.ts';
import { checkText, type Issues, newIssues, referencePattern } from './text.ts';

/** createOrder's input with its scalars parsed and no rule checked yet. Absent optional fields are null. */
export interface CreateOrderInput extends Omit<OrderDetails, 'isDeeplink'> {
  readonly partnerReferenceNo: string;
  readonly amount: Rupiah;
  readonly title: string;
  readonly payMethod: string | null;
  readonly payOption: string | null;
  readonly expiresAt: Date | null;
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
  readonly goods: readonly Goods[];
  readonly metadata: readonly MetadataEntry[];
}

/** Which orders the configuration allows. */
export interface CreateOrderRules {
  /** Where the payer may return to: origins (`https://shop.example`) and app schemes (`shopapp:`). */
  readonly returnUrlsAllowed: readonly string[];
  readonly returnUrlDefault: string;
  /** On a developer's machine the payer may return to any port of the loopback interface. */
  readonly isLoopbackReturnAllowed: boolean;
  readonly externalStoreIdDefault: string | null;
  /** 7 days at DANA, 30 minutes in its sandbox. */
  readonly expiresInMaxMs: number;
}

/** A valid input, or every issue of an invalid one. */
export type CheckedCreateOrder =
  | {
      readonly kind: 'checked';
      readonly order: Omit<NewOrder, 'id' | 'checkoutId' | 'contentHash' | 'createdAt'>;
      readonly details: OrderDetails;
    }
  | InvalidInput;

/** Checks every rule of createOrder's input and returns all issues at once, or the input with its defaults. */
export function checkCreateOrder(
  input: CreateOrderInput,
  rules: CreateOrderRules,
  now: Date,
): CheckedCreateOrder {
  const issues = newIssues();
  const externalStoreId = input.externalStoreId ?? rules.externalStoreIdDefault;
  checkReference(issues, input, externalStoreId);
  checkText(issues, ['title'], input.title, { max: titleLengthMax, isRequired: true });
  checkMethod(issues, input);
  checkExpiry(issues, input.expiresAt, rules, now);
  checkPayerUrl(issues, 'returnUrl', input.returnUrl, rules);
  if (input.amount > amountMax)
    issues.add(['amount'], { rule: 'AMOUNT_TOO_LARGE', max: formatRupiah(amountMax) });
  if (input.clientIp !== null && isIP(input.clientIp) === 0) issues.add(['clientIp'], { rule: 'IP_ADDRESS' });
  for (const [field, max] of freeTextLimits) checkText(issues, [field], input[field], { max });
  checkGoods(issues, input.goods, goodsCountMax);
  checkShipping(issues, input.shipping, shippingCountMax);
  checkBuyer(issues, input.buyer);
  checkMetadata(issues, input);
  if (issues.list.length > 0) return { kind: 'InvalidInput', issues: issues.list };

  const returnUrl = input.returnUrl ?? rules.returnUrlDefault;
  return {
    kind: 'checked',
    order: {
      partnerReferenceNo: input.partnerReferenceNo,
      title: input.title,
      amount: input.amount,
      expiresAt: input.expiresAt ?? new Date(now.getTime() + expiresInDefaultMs),
      externalStoreId,
      subMerchantId: input.subMerchantId,
      payMethod: input.payMethod,
      payOption: input.payOption,
      goods: input.goods,
      metadata: input.metadata,
    },
    details: { ...input, returnUrl, isDeeplink: !/^https?:/i.test(returnUrl) },
  };
}

function checkReference(issues: Issues, input: CreateOrderInput, externalStoreId: string | null): void {
  const path = ['partnerReferenceNo'];
  const isQris = input.payOption === qrisPayOption;
  checkText(issues, path, input.partnerReferenceNo, { max: referenceLengthMax, isRequired: true });
  if (!referencePattern.test(input.partnerReferenceNo)) issues.add(path, { rule: 'REFERENCE_ALPHABET' });
  if (!isQris) return;
  if (input.partnerReferenceNo.length > qrisReferenceLengthMax) {
    issues.add(path, { rule: 'TOO_LONG_FOR_QRIS', max: qrisReferenceLengthMax });
  }
  if (externalStoreId === null) issues.add(['externalStoreId'], { rule: 'STORE_REQUIRED_FOR_QRIS' });
}

/** DANA requires a channel for every method except balance and cards, and a phone number for cards and e-wallets. */
function checkMethod(
  issues: Issues,
  { payMethod, payOption, phoneNumber, disabledPayMethods }: CreateOrderInput,
): void {
  if (phoneNumber !== null && !/^(?=.{8,15}$)\+?\d+$/.test(phoneNumber)) {
    issues.add(['phoneNumber'], { rule: 'PHONE_FORMAT' });
  }
  if (disabledPayMethods.join().length > disabledPayMethodsLengthMax) {
    issues.add(['disabledPayMethods'], { rule: 'TOO_LONG', max: disabledPayMethodsLengthMax });
  }
  if (payMethod === null) {
    if (payOption !== null) issues.add(['payMethod'], { rule: 'PAY_METHOD_REQUIRED' });
    return;
  }
  if (disabledPayMethods.length > 0) issues.add(['disabledPayMethods'], { rule: 'HOSTED_PAGE_ONLY' });
  if (payOption === null && ['VIRTUAL_ACCOUNT', 'NETWORK_PAY', 'OTC'].includes(payMethod)) {
    issues.add(['payOption'], { rule: 'PAY_OPTION_REQUIRED' });
  }
  const kind = paymentOptionKind(payMethod, payOption);
  if ((kind === 'CARD' || kind === 'E_WALLET') && phoneNumber === null) {
    issues.add(['phoneNumber'], { rule: 'PHONE_REQUIRED' });
  }
}

function checkExpiry(issues: Issues, expiresAt: Date | null, rules: CreateOrderRules, now: Date): void {
  if (expiresAt === null) return;
  const aheadMs = expiresAt.getTime() - now.getTime();
  if (aheadMs < expiresInMinMs - clockSlackMs) {
    issues.add(['expiresAt'], { rule: 'EXPIRES_TOO_SOON', minMs: expiresInMinMs });
  }
  if (aheadMs > rules.expiresInMaxMs + clockSlackMs) {
    issues.add(['expiresAt'], { rule: 'EXPIRES_TOO_LATE', maxMs: rules.expiresInMaxMs });
  }
}

/** A payer may be led only to the merchant's own addresses; any other would make the gateway a tool for phishing. */
export function checkPayerUrl(
  issues: Issues,
  name: 'returnUrl' | 'successUrl',
  url: string | null,
  rules: CreateOrderRules,
): void {
  if (url === null) return;
  if (!checkText(issues, [name], url, { max: returnUrlLengthMax })) return;
  if (!isReturnUrlAllowed(url, rules)) issues.add([name], { rule: 'RETURN_URL_NOT_ALLOWED' });
}

function isReturnUrlAllowed(returnUrl: string, rules: CreateOrderRules): boolean {
  if (!URL.canParse(returnUrl)) return false;
  const url = new URL(returnUrl);
  if (url.username !== '' || url.password !== '') return false;
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
  if (isWeb && rules.isLoopbackReturnAllowed && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    return true;
  return rules.returnUrlsAllowed.includes(isWeb ? url.origin : url.protocol);
}

function checkMetadata(issues: Issues, { metadata }: CreateOrderInput): void {
  if (metadata.length > metadataCountMax)
    issues.add(['metadata'], { rule: 'TOO_MANY', max: metadataCountMax });
  const seen = new Set<string>();
  for (const [index, entry] of metadata.slice(0, metadataCountMax).entries()) {
    const path = ['metadata', String(index)];
    checkText(issues, [...path, 'key'], entry.key, { max: metadataKeyLengthMax, isRequired: true });
    checkText(issues, [...path, 'value'], entry.value, { max: metadataValueLengthMax });
    if (seen.has(entry.key)) issues.add([...path, 'key'], { rule: 'DUPLICATE' });
    seen.add(entry.key);
  }
}
