import {
  bankOfVirtualAccount,
  type PaymentInstruction,
  paymentOptionKind,
} from '../../domain/payment-option.ts';

/** The parts of a create answer that may hold the payer's instruction. */
export interface InstructionSource {
  /** additionalInfo.paymentCode */
  readonly paymentCode: string | null;
  readonly webRedirectUrl: string | null;
}

/** SNAP allows 2048 characters. */
const urlCharsMax = 2048;

/** The one wallet that prompts the payer in its own app, by the order's phone number. */
const pushOption = 'NETWORK_PAY_PG_OVO';

/**
 * Returns what the payer does next, by the method that was ordered (DANA's reference, "payment instruction"):
 * a virtual account and a QR come as paymentCode, OVO as a push to the phone and nothing in the answer, a retail
 * outlet as a code to show, everything else and the hosted page as an address. Where the expected field is
 * missing an address is still one; null where there is nothing a payer could follow.
 */
export function instructionOf(
  payMethod: string | null,
  payOption: string | null,
  { paymentCode, webRedirectUrl }: InstructionSource,
): PaymentInstruction | null {
  if (payOption === pushOption) return { kind: 'WALLET_PUSH', wallet: 'OVO' };
  if (payMethod !== null && paymentCode !== null) {
    switch (paymentOptionKind(payMethod, payOption)) {
      case 'VIRTUAL_ACCOUNT':
        return {
          kind: 'VIRTUAL_ACCOUNT',
          bank: bankOfVirtualAccount(payOption) ?? payOption ?? '',
          number: paymentCode,
        };
      case 'QRIS':
        return { kind: 'QRIS', content: paymentCode };
      case 'RETAIL_OUTLET':
        return { kind: 'PAYMENT_CODE', outlet: outletOf(payOption), code: paymentCode };
    }
  }
  return isWebAddress(webRedirectUrl) ? { kind: 'REDIRECT', url: webRedirectUrl } : null;
}

/** NETWORK_PAY_PC_INDOMARET → Indomaret. */
function outletOf(payOption: string | null): string {
  const code = (payOption ?? '').replace(/^NETWORK_PAY_PC_/, '');
  return code
    .split('_')
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .join(' ');
}

/** The payer's browser opens it, so it must not be a script or an app's scheme. */
function isWebAddress(text: string | null): text is string {
  return text !== null && text.length <= urlCharsMax && /^https?:\/\//i.test(text) && URL.canParse(text);
}
