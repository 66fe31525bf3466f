import type { EnvInfo, Money } from 'dana-node/payment_gateway/v1';
import { formatRupiah, type Rupiah } from '../../domain/money.ts';

/** The merchant that this gateway stands for, as configured. */
export interface DanaMerchant {
  /** DANA's 21 digits. */
  readonly merchantId: string;
  /** External division id, for aggregators: used where an order names none. */
  readonly subMerchantId: string | null;
  /** External shop id: used where an order names none. Without any DANA offers no QRIS. */
  readonly externalStoreId: string | null;
  /** Merchant category code; DANA requires one. */
  readonly mcc: string;
  /** Where DANA sends the payer where the order does not say. */
  readonly returnUrl: string;
  /** Where DANA sends Finish Notify. */
  readonly notifyUrl: string;
}

/** SNAP's amount: a string with two decimals, in rupiah. */
export function moneyOf(amount: Rupiah): Money {
  return { value: formatRupiah(amount), currency: 'IDR' };
}

/** SNAP allows 32 characters here; a full-length IPv6 address has 39 and is left out, not a reason to refuse. */
const clientIpCharsMax = 32;

/** Where the request comes from: always IPG and a server of ours; `terminal` is where the payer sits. */
export function envInfoOf(terminal: 'APP' | 'WEB' | 'WAP' | 'SYSTEM', clientIp: string | null): EnvInfo {
  return {
    sourcePlatform: 'IPG',
    terminalType: 'SYSTEM',
    orderTerminalType: terminal,
    ...present({ clientIp: clientIp !== null && clientIp.length <= clientIpCharsMax ? clientIp : null }),
  };
}

/** The same object without the entries that are null or empty: DANA is told what there is, and nothing else. */
export function present<T extends Readonly<Record<string, unknown>>>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], null> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], null> };
}

/**
 * Throws where the SDK would refuse to send this: a rule that our own checks of the input have missed. Better a
 * fault before anything is recorded than a stored body that can never leave. The SDK's text names fields only.
 */
export function demandNoFaults(faults: readonly { field: string; message: string }[]): void {
  if (faults.length === 0) return;
  throw new RangeError(
    `DANA's SDK refuses this request: ${faults.map(({ field, message }) => `${field} ${message}`).join(', ')}`,
  );
}
