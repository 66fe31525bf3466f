import { beginsWithCalendarDay } from '../calendar-day.ts';

/** What a settlement file is about: the whole merchant, or one of its divisions or shops. REGION is DANA's older word. */
export const settlementUnitKinds = ['MERCHANT', 'DIVISION', 'SHOP'] as const;
export type SettlementUnitKind = (typeof settlementUnitKinds)[number];

/** The unit and the day of a file, as its name says them. */
export interface SettlementFileName {
  readonly merchantId: string;
  readonly unitKind: SettlementUnitKind;
  readonly unitName: string;
  /** The day of the transactions in Jakarta, `2026-01-15`. */
  readonly day: string;
}

const shape =
  /^MERCHANT_SETTLEMENT_(\d{1,64})_(MERCHANT|DIVISION|REGION|SHOP)_(.{1,128})_(\d{4})(\d\d)(\d\d)\.csv$/u;

/** Reads `MERCHANT_SETTLEMENT_<MID>_<UNIT>_<UNIT NAME>_<YYYYMMDD>.csv`; undefined for any other name. */
export function readSettlementFileName(name: string): SettlementFileName | undefined {
  const [, merchantId, kind, unitName, year, month, date] = shape.exec(name) ?? [];
  if (merchantId === undefined || unitName === undefined) return undefined;
  const day = `${year}-${month}-${date}`;
  if (!beginsWithCalendarDay(day)) return undefined;
  const unitKind = settlementUnitKinds.find((one) => one === kind) ?? 'DIVISION';
  return { merchantId, unitKind, unitName, day };
}

/** What of an order decides which unit settles it. */
export interface SettledAt {
  readonly externalStoreId: string | null;
  readonly subMerchantId: string | null;
}

/** Whether the files of this unit contain this order. A shop or division counts if it has the name that DANA writes. */
export function isOfUnit(
  { unitKind, unitName }: Pick<SettlementFileName, 'unitKind' | 'unitName'>,
  order: SettledAt,
): boolean {
  if (unitKind === 'MERCHANT') return true;
  const own = unitKind === 'SHOP' ? order.externalStoreId : order.subMerchantId;
  return own?.toUpperCase() === unitName.toUpperCase();
}
