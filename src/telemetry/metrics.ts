import { databaseMetrics } from './database-metrics.ts';
import type { Metric } from './metric.ts';
import { processMetrics } from './process-metrics.ts';

/** Every metric of the gateway. No label has a value that a client can choose. */
export const metrics = { ...processMetrics, ...databaseMetrics } as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;
type NameOf<Kind extends Metric['kind']> = {
  [Name in MetricName]: (typeof metrics)[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
export type CounterName = NameOf<'counter'>;
export type HistogramName = NameOf<'histogram'>;
export type GaugeName = NameOf<'gauge'>;

/** The labels of a metric, each with one of its values. */
export type LabelsOf<Name extends MetricName> = {
  readonly [Label in keyof (typeof metrics)[Name]['labels']]: (typeof metrics)[Name]['labels'][Label] extends readonly (infer Value extends
    string)[]
    ? Value
    : string;
};

/** The name under which Prometheus stores the metric; a histogram's series add `_bucket`, `_count` and `_sum`. */
export function seriesOf(name: MetricName): string {
  return metrics[name].kind === 'counter' ? `${name}_total` : name;
}

/** How many label sets a process can export of this metric at most. */
export function labelSetsOf({ labels }: Metric): number {
  return Object.values(labels).reduce(
    (count, values) => count * (values === 'constant' ? 1 : values.length),
    1,
  );
}
