import { createRefundBatches } from '../../../src/store/batches/refund-batches.ts';
import { createCheckoutStore } from '../../../src/store/checkouts/checkout-store.ts';
import { createOrderStore } from '../../../src/store/orders/order-store.ts';
import type { Database as Postgres } from '../../../src/store/postgres/database.ts';
import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import type { Database } from '../gateway/database.ts';
import type { Faults } from '../world/faults.ts';
import type { Activity } from './activity.ts';

/** Methods are passed through, not understood. */
type Method = (...input: unknown[]) => Promise<unknown>;

/** The workers' checks are most of all statements, so few of the faults hit them. */
const sweeps = ['claimDue', 'nextDueAt', 'claimLateQueries', 'nextLateQueryAt', 'changesAfter'];
const shareOf = (name: string) => (sweeps.includes(name) ? 0.05 : 1);

/** The stores on Postgres for one process; now and then a statement fails, before or after it is sent. */
export function createRealDatabase(
  postgres: Postgres,
  { faults, activity }: { readonly faults: Faults; readonly activity: Activity },
): Pick<Database, 'connect'> {
  function carried<Port extends object>(port: Port): Port {
    const methods = Object.entries(port).map(([name, method]: [string, Method]) => {
      const carry = async (...input: unknown[]) => {
        if (faults.strikes('store refuses', shareOf(name))) throw unavailable(true);
        const result = await activity.track(method(...input));
        if (faults.strikes('store uncertain, done', shareOf(name))) throw unavailable(false);
        return result;
      };
      return [name, carry];
    });
    return Object.fromEntries(methods) as Port;
  }

  return {
    connect: () => ({
      store: carried(createOrderStore(postgres)),
      checkouts: carried(createCheckoutStore(postgres)),
      batches: carried(createRefundBatches(postgres)),
    }),
  };
}

function unavailable(isCertain: boolean): StoreUnavailable {
  return new StoreUnavailable('the database is not there', { isCertain });
}
