import { parseSnapAmount } from '../../src/domain/money.ts';
import type { DanaTruth } from './invariants.ts';
import type { SimulatedOrder } from './simulator-desk.ts';

/** The part of the simulator's order view that the oracle needs. */
interface OrderView extends SimulatedOrder {
  readonly amount: { readonly value: string };
  readonly chargedBackAmount: { readonly value: string };
  readonly isFrozen: boolean;
  readonly refunds: readonly {
    readonly partnerRefundNo: string;
    readonly amount: { readonly value: string };
    readonly status: 'IN_PROGRESS' | 'DONE';
  }[];
  readonly deliveries: readonly {
    readonly attempts: readonly {
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      readonly isSuccess: boolean;
    }[];
  }[];
}

/** An order at the simulator, as the oracle compares it with ours. */
export function truthOf(simulated: SimulatedOrder): DanaTruth {
  const order = simulated as OrderView;
  const attempts = order.deliveries.flatMap((delivery) => delivery.attempts);
  return {
    partnerReferenceNo: order.partnerReferenceNo,
    referenceNo: order.referenceNo,
    state: order.acquirementStatus as DanaTruth['state'],
    amount: senOf(order.amount),
    refunded: senOf(order.refundedAmount),
    voided: senOf(order.voidedAmount),
    chargedBack: senOf(order.chargedBackAmount),
    isFrozen: order.isFrozen,
    refunds: order.refunds.map(({ partnerRefundNo, amount, status }) => ({
      partnerRefundNo,
      amount: senOf(amount),
      isDone: status === 'DONE',
    })),
    acknowledged: attempts
      .filter(({ isSuccess }) => isSuccess)
      .map(({ body, headers }) => ({ body, timestamp: timestampIn(headers) })),
  };
}

function senOf({ value }: { readonly value: string }): bigint {
  const amount = parseSnapAmount(value);
  if (amount === undefined) throw new Error(`the simulator speaks of ${value}`);
  return amount;
}

function timestampIn(headers: Readonly<Record<string, string>>): string {
  const [, value = ''] = Object.entries(headers).find(([name]) => /^x-timestamp$/i.test(name)) ?? [];
  return value;
}
