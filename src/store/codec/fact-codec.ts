import { type Rupiah, rupiah } from '../../domain/money.ts';
import type { PaidWith } from '../../domain/order.ts';
import type { OrderFact } from '../../domain/order-event.ts';
import { readPaidWith, type StoredPaidWith, writePaidWith } from './paid-with-codec.ts';

/** A value as JSON keeps it: amounts are decimal strings of sen, instants are ISO 8601 in UTC. */
type Stored<Value> = Value extends Rupiah | Date
  ? string
  : Value extends readonly PaidWith[]
    ? readonly StoredPaidWith[]
    : Value;
type StoredOf<Fact> = Fact extends OrderFact ? { readonly [Key in keyof Fact]: Stored<Fact[Key]> } : never;

/** A fact as it stands in `order_events.fact`. */
export type StoredFact = StoredOf<OrderFact>;

/** For writing a timeline. `readFact` gives back the same fact. */
export function writeFact(fact: OrderFact): StoredFact {
  const told = fact.type === 'PAID' ? { ...fact, paidWith: writePaidWith(fact.paidWith) } : fact;
  const entries = Object.entries(told).map(([key, value]: [string, unknown]) => [key, stored(value)]);
  return Object.fromEntries(entries) as StoredFact;
}

/** For reading a timeline. The facts of old rows are read by this too: a field is added, never renamed. */
export function readFact(fact: StoredFact): OrderFact {
  switch (fact.type) {
    case 'ACCEPTED': {
      const { expiresAt, ...accepted } = fact;
      return expiresAt === undefined ? accepted : { ...accepted, expiresAt: new Date(expiresAt) };
    }
    case 'PAID':
      return { ...fact, paidAt: new Date(fact.paidAt), paidWith: readPaidWith(fact.paidWith) };
    case 'CANCELLED':
      return {
        ...fact,
        voided: sen(fact.voided),
        paidAt: fact.paidAt === null ? null : new Date(fact.paidAt),
      };
    case 'APPROVAL_REQUESTED':
      return { ...fact, amount: sen(fact.amount), expiresAt: new Date(fact.expiresAt) };
    case 'APPROVAL_GRANTED':
    case 'APPROVAL_REFUSED':
    case 'APPROVAL_EXPIRED':
    case 'REFUND_REQUESTED':
    case 'REFUNDED':
    case 'REFUND_DECLINED':
    case 'REFUNDED_ELSEWHERE':
    case 'CHARGED_BACK':
    case 'CHARGEBACK_RETURNED':
    case 'CHARGEBACK_WON':
    case 'REFUNDED_BY_TRANSFER':
      return { ...fact, amount: sen(fact.amount) };
    case 'REFUND_RETURNED':
    case 'ADJUSTMENT_ASSIGNED':
      return { ...fact, amount: sen(fact.amount), returned: sen(fact.returned) };
    default:
      return fact;
  }
}

function stored(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? String(value) : value;
}

function sen(text: string): Rupiah {
  return rupiah(BigInt(text));
}
