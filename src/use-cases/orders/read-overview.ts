import { jakartaDay, startOfJakartaDay } from '../../domain/jakarta-time.ts';
import type { Clock } from '../ports/clock.ts';
import {
  type PaymentProvider,
  type ProviderOperation,
  providerOperations,
  type Unavailability,
} from '../ports/payment-provider.ts';
import type { DayTotals, OpenTotals, WorkLists } from '../ports/people/work-lists.ts';

/** How one operation of DANA does, as this process sees it. */
export interface ProviderHealth {
  readonly operation: ProviderOperation;
  /** Why the gateway holds calls back; null if it sends them. */
  readonly unavailability: Unavailability | null;
}

/** What happened today, what is open, and whether DANA answers. */
export interface Overview {
  /** When the totals were read. */
  readonly asOf: Date;
  /** Today in Jakarta, `2026-01-15`. */
  readonly day: string;
  readonly today: DayTotals;
  readonly open: OpenTotals;
  readonly provider: readonly ProviderHealth[];
}

/** Totals are read again after this long, however many people look at them. */
const totalsAgeMaxMs = 5_000;

interface ReadTotals {
  readonly asOf: Date;
  readonly readMs: number;
  readonly totals: Promise<readonly [DayTotals, OpenTotals]>;
}

/** Makes the function that reads the overview. Its totals are at most `totalsAgeMaxMs` old, and read once at a time. */
export function makeReadOverview({
  work,
  provider,
  clock,
}: {
  readonly work: WorkLists;
  readonly provider: Pick<PaymentProvider, 'unavailability'>;
  readonly clock: Clock;
}) {
  let latest: ReadTotals | null = null;

  function readTotals(): ReadTotals {
    const asOf = clock.now();
    const from = startOfJakartaDay(asOf);
    const to = new Date(from.getTime() + 24 * 60 * 60_000);
    const totals = Promise.all([work.dayTotals(from, to), work.openTotals()]);
    const read = { asOf, readMs: clock.elapsedMs(), totals };
    // A failure is not kept: the next caller reads again.
    totals.catch(() => {
      if (latest === read) latest = null;
    });
    return read;
  }

  return async function readOverview(): Promise<Overview> {
    const isFresh =
      latest !== null &&
      clock.elapsedMs() - latest.readMs < totalsAgeMaxMs &&
      jakartaDay(latest.asOf) === jakartaDay(clock.now());
    const read = isFresh && latest !== null ? latest : readTotals();
    latest = read;
    const [today, open] = await read.totals;
    return {
      asOf: read.asOf,
      day: jakartaDay(read.asOf),
      today,
      open,
      provider: providerOperations.map((operation) => ({
        operation,
        unavailability: provider.unavailability(operation),
      })),
    };
  };
}
