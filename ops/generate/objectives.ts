import type { Alert } from './alert.ts';

/** A share of what happens that must be good, of which the rest is the budget of errors. */
export interface Objective {
  readonly name: string;
  /** For people, in the docs. */
  readonly promise: string;
  readonly target: number;
  /** PromQL of the bad and of all per second, over `[window]`. */
  readonly bad: (window: string) => string;
  readonly all: (window: string) => string;
}

const increaseOf = (series: string, window: string) => `sum(rate(${series}[${window}]))`;

/** The good ones of a histogram are within the bucket `le`, written as Prometheus writes it. */
function withinBucket(name: string, promise: string, histogram: string, le: string): Objective {
  return {
    name,
    promise,
    target: 0.999,
    bad: (window) =>
      `(${increaseOf(`${histogram}_count`, window)} - ${increaseOf(`${histogram}_bucket{le="${le}"}`, window)})`,
    all: (window) => increaseOf(`${histogram}_count`, window),
  };
}

/** What the gateway promises in numbers. */
export const objectives: readonly Objective[] = [
  {
    name: 'Certainty',
    promise: '99.9 % of orders leave `CONFIRMING` within 10 s of their record',
    target: 0.999,
    // Of all orders that were recorded: one whose answer never comes is bad although it is in no bucket.
    bad: (window) =>
      `clamp_min(${increaseOf('gapura_orders_created_total', window)} - ${increaseOf('gapura_order_certainty_seconds_bucket{le="10"}', window)}, 0)`,
    all: (window) => increaseOf('gapura_orders_created_total', window),
  },
  withinBucket(
    'Push',
    '99.9 % of pushes reach a waiting client within 1 s of the change',
    'gapura_push_lag_seconds',
    '1',
  ),
  withinBucket(
    'Webhook',
    '99.9 % of events are sent to the merchant’s server for the first time within 1 s',
    'gapura_webhook_lag_seconds',
    '1',
  ),
];

/** The windows in which errors are compared with the budget of 30 days: the factor is how much too fast it burns. */
export const windows = ['5m', '30m', '1h', '6h'] as const;
/** With few orders a single bad one is a large share: fewer bad ones than this within the long window wake nobody. */
const badMin = 3;

const burns = [
  { speed: 'Fast', factor: 14.4, long: '1h', longSeconds: 3_600, short: '5m', for: '2m', severity: 'page' },
  { speed: 'Slow', factor: 6, long: '6h', longSeconds: 21_600, short: '30m', for: '15m', severity: 'ticket' },
] as const;

/** The name of the recorded share of bad ones. */
export const burnSeries = ({ name }: Objective, window: string) =>
  `gapura:${name.toLowerCase()}_errors:ratio_rate${window}`;

/** The alerts of budgets that burn too fast. */
export const burnAlerts = objectives.flatMap((objective) =>
  burns.map(({ speed, factor, long, longSeconds, short, severity, ...rest }): Alert => {
    const limit = Number((factor * (1 - objective.target)).toFixed(4));
    return {
      name: `Gapura${objective.name}${speed}Burn`,
      expr: [
        ...[long, short].map((window) => `${burnSeries(objective, window)} > ${limit}`),
        `${objective.bad(long)} * ${longSeconds} >= ${badMin}`,
      ].join(' and '),
      severity,
      summary: `${objective.promise}: the budget of errors of 30 days burns ${factor} times too fast.`,
      for: rest.for,
    };
  }),
);
