import type { EnvInfo, Money } from 'dana-node/payment_gateway/v1';
import { formatRupiah, type Rupiah } from '../../domain/money.ts';
import { RequestInvalid } from '../../use-cases/ports/payment-provider.ts';

/** The merchant that this gateway stands for, as configured. */
export interface DanaMerchant {
  /** DANA's 21 digits. */
  readonly merchantId: string;
  /** External division id, for aggregators: used if an order names none. */
  readonly subMerchantId: string | null;
  /** External shop id: used if an order names none. Without one DANA offers no QRIS. */
  readonly externalStoreId: string | null;
  /** Merchant category code; DANA requires one. */
  readonly mcc: string;
  /** Where DANA sends the payer unless the order says otherwise. */
  readonly returnUrl: string;
  /** Where DANA sends Finish Notify. */
  readonly notifyUrl: string;
}

/** SNAP's amount: a string with two decimals, in rupiah. */
export function moneyOf(amount: Rupiah): Money {
  return { value: formatRupiah(amount), currency: 'IDR' };
}

/** SNAP allows 32 characters here; a full-length IPv6 address has 39 and is left out rather than rejected. */
const clientIpCharsMax = 32;

/** The origin of the request: always IPG and a server of ours; `terminal` is the payer's device. */
export function envInfoOf(terminal: 'APP' | 'WEB' | 'WAP' | 'SYSTEM', clientIp: string | null): EnvInfo {
  return {
    sourcePlatform: 'IPG',
    terminalType: 'SYSTEM',
    orderTerminalType: terminal,
    ...present({ clientIp: clientIp !== null && clientIp.length <= clientIpCharsMax ? clientIp : null }),
  };
}

/** Returns the same object without null or empty entries: DANA gets only what exists. */
export function present<T extends Readonly<Record<string, unknown>>>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], null> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], null> };
}

/**
 * Throws RequestInvalid if the SDK would refuse to send this: our own checks of the input have missed a rule. A fault
 * before anything is recorded is better than a stored body that can never be sent. The SDK's text names fields only.
 */
export function demandNoFaults(faults: readonly { field: string; message: string }[]): void {
  if (faults.length === 0) return;
  throw new RequestInvalid(
    faults.map(({ field, message }) => `${field} ${message}`).join(', '),
    faults.map(({ field }) => inputFields[field] ?? field),
  );
}

/** Our inputs' names for fields that DANA calls otherwise. */
const inputFields: Readonly<Record<string, string>> = { orderTitle: 'title', orderMemo: 'memo' };
