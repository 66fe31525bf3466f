import type { Faults } from './armed-faults.ts';
import type { SimulatorClock } from './clock.ts';
import type { Ledger } from './ledger/ledger.ts';
import { type Order, orderIdOf } from './model/order.ts';
import {
  isOfUnit,
  type SettlementUnit,
  settlementFileName,
  wholeMerchant,
  writeSettlementFile,
} from './model/settlement-file.ts';
import { jakartaDay, paymentLines, returnLines, type SettlementLine } from './model/settlement-lines.ts';
import type { Orders } from './orders.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** A file that a merchant can fetch. */
export interface SettlementFile {
  day: string;
  name: string;
}

/** DANA's settlement files. A file is written once, when somebody first fetches it, and never changes. */
export interface SettlementFiles {
  /** The files of a merchant, of every day with money that is settled by now. */
  list(merchantId: string): SettlementFile[];
  /** The file of a day; null while the day is not settled. */
  fetch(merchantId: string, day: string, unit?: SettlementUnit): (SettlementFile & { text: string }) | null;
}

/** Makes the settlement files from the orders of the ledger, with the faults that are armed for them. */
export function createSettlementFiles(parts: {
  ledger: Ledger;
  orders: Orders;
  faults: Faults;
  clock: SimulatorClock;
  /** The day of a file is settled so many days later: DANA's T+X, 1 or more. */
  settlementDays: number;
}): SettlementFiles {
  const { ledger, orders, faults, clock, settlementDays } = parts;

  /** The orders of a merchant as they are now, after every deadline that has passed. */
  const ordersOf = (merchantId: string): Order[] =>
    [...ledger.all('order').values()]
      .filter((order) => order.merchantId === merchantId)
      .map((order) => orders.find(orderIdOf(order)) ?? order);

  /** DANA settles a day when it has ended in Jakarta and T+X has come. */
  const settledAt = (day: string) => new Date(Date.parse(`${day}T00:00:00+07:00`) + settlementDays * dayMs);
  const isSettled = (day: string) => settledAt(day) <= clock.now();

  const write = (merchantId: string, day: string, unit: SettlementUnit) => {
    const before = jakartaDay(new Date(Date.parse(`${day}T00:00:00+07:00`) - dayMs).toISOString());
    const lateOrders = ledger.all('settlementFile').get(idOf(merchantId, before, unit))?.lateOrders ?? [];
    const late: string[] = [];
    const lines = ordersOf(merchantId).flatMap((order) => {
      const id = orderIdOf(order);
      const delayed = lateOrders.includes(id) ? paymentLines(order, before) : [];
      const payment = paymentLines(order, day).filter((line) => isOfUnit(unit, line));
      const fault = payment.length === 0 ? null : faults.takeForSettlement(order.partnerReferenceNo);
      if (fault?.fault === 'line-late') late.push(id);
      return [...delayed, ...distorted(payment, fault?.fault ?? null), ...returnLines(order, day)];
    });
    const own = lines.filter((line) => isOfUnit(unit, line));
    const text = writeSettlementFile(own, { merchantId, unit, settledAt: settledAt(day) });
    const value = { text, lateOrders: late };
    ledger.commit([{ kind: 'settlementFile', id: idOf(merchantId, day, unit), value }]);
    return value;
  };

  return {
    list(merchantId) {
      const days = ordersOf(merchantId).flatMap(({ payment, refunds, cancellation }) => [
        ...(payment === null ? [] : [payment.paidAt]),
        ...refunds.flatMap(({ finishesAt, returnedAt }) => [finishesAt, ...(returnedAt ? [returnedAt] : [])]),
        ...(payment !== null && cancellation !== null ? [cancellation.finishesAt] : []),
      ]);
      const late = [...ledger.all('settlementFile')].flatMap(([id, { lateOrders }]) =>
        id.startsWith(`${merchantId}/`) && lateOrders.length > 0 ? dayAfter(id) : [],
      );
      const settled = [...new Set([...days.map(jakartaDay), ...late])].filter(isSettled).sort();
      return settled.map((day) => ({ day, name: settlementFileName(merchantId, wholeMerchant, day) }));
    },
    fetch(merchantId, day, unit = wholeMerchant) {
      if (!isSettled(day)) return null;
      const kept = ledger.all('settlementFile').get(idOf(merchantId, day, unit));
      const { text } = kept ?? write(merchantId, day, unit);
      return { day, name: settlementFileName(merchantId, unit, day), text };
    },
  };
}

function idOf(merchantId: string, day: string, unit: SettlementUnit): string {
  return `${merchantId}/${unit.kind}/${unit.name}/${day}`;
}

function dayAfter(id: string): string {
  const day = id.slice(id.lastIndexOf('/') + 1);
  return jakartaDay(new Date(Date.parse(`${day}T00:00:00+07:00`) + dayMs).toISOString());
}

/** The lines of one payment as a fault makes them. */
function distorted(lines: readonly SettlementLine[], fault: string | null): readonly SettlementLine[] {
  const [first, ...others] = lines;
  if (first === undefined) return lines;
  switch (fault) {
    case 'line-missing':
    case 'line-late':
      return [];
    case 'line-doubled':
      return [...lines, ...lines];
    case 'wrong-fee':
      return [{ ...first, net: first.net - 100n }, ...others];
    case 'amount-off':
      return [{ ...first, amount: first.amount + 1n, net: first.net + 1n }, ...others];
    case 'unknown-order': {
      const order = { ...first.order, partnerReferenceNo: `unknown-${first.order.referenceNo}` };
      return [...lines, { ...first, order, transactionId: `${first.transactionId}9` }];
    }
    default:
      return lines;
  }
}
