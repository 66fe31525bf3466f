import type { Ledger } from '../../ledger/ledger.ts';
import type { Order } from '../../model/order.ts';
import { isOpen } from '../order-status.ts';

/** With more than this, a person would rather type the number. */
const shownMax = 12;

/** Orders that can still be paid by their code, newest first. */
export function waitingByCode(ledger: Ledger, isWanted: (order: Order) => boolean): Order[] {
  const waiting: Order[] = [];
  for (const order of [...ledger.all('order').values()].reverse()) {
    if (waiting.length === shownMax) break;
    if (order.instruction.kind === 'payment-code' && isOpen(order) && isWanted(order)) waiting.push(order);
  }
  return waiting;
}

/** The code that the payer of this order types or scans; empty for an order paid another way. */
export function paymentCodeOf({ instruction }: Order): string {
  return instruction.kind === 'payment-code' ? instruction.paymentCode : '';
}
