import { type Attributes, type Counter, type Histogram, type Meter, ValueType } from '@opentelemetry/api';
import type { Metric } from './metric.ts';
import {
  type CounterName,
  type GaugeName,
  type HistogramName,
  type LabelsOf,
  type MetricName,
  metrics,
} from './metrics.ts';

/** One value of a gauge, with its labels. */
export type Reading<Name extends GaugeName> = readonly [number, LabelsOf<Name>];

/** Records the metrics of the list, and no others. */
export interface Meters {
  add<Name extends CounterName>(name: Name, labels: LabelsOf<Name>): void;
  record<Name extends HistogramName>(name: Name, value: number, labels: LabelsOf<Name>): void;
  /** `read` is called at every export; it is quick, and what it does not return is not exported. */
  observe<Name extends GaugeName>(
    name: Name,
    read: () => readonly Reading<Name>[] | Promise<readonly Reading<Name>[]>,
  ): void;
}

/** Makes the instruments of every metric. */
export function makeMeters(meter: Meter): Meters {
  const counters = new Map<MetricName, Counter>();
  const histograms = new Map<MetricName, Histogram>();
  for (const [key, metric] of Object.entries<Metric>(metrics)) {
    const name = key as MetricName;
    const { description, unit } = metric;
    if (metric.kind === 'counter') {
      const counter = meter.createCounter(name, { description, unit, valueType: ValueType.INT });
      // Prometheus's rate() does not see the step from no series to 1: the first failure would fire no alert.
      for (const labels of labelSets(metric)) counter.add(0, labels);
      counters.set(name, counter);
    } else if (metric.kind === 'histogram') {
      const advice = { explicitBucketBoundaries: [...(metric.bounds ?? [])] };
      histograms.set(name, meter.createHistogram(name, { description, unit, advice }));
    }
  }
  return {
    add: (name, labels) => counters.get(name)?.add(1, labels as Attributes),
    record: (name, value, labels) => histograms.get(name)?.record(Math.max(0, value), labels as Attributes),
    observe(name, read) {
      const { description, unit } = metrics[name];
      meter.createObservableGauge(name, { description, unit }).addCallback(async (result) => {
        for (const [value, labels] of await read()) result.observe(value, labels as Attributes);
      });
    },
  };
}

/** Every combination of the label values of a metric. */
function labelSets({ labels }: Metric): readonly Attributes[] {
  return Object.entries(labels).reduce<readonly Attributes[]>(
    (sets, [label, values]) =>
      values === 'constant' ? [] : sets.flatMap((set) => values.map((value) => ({ ...set, [label]: value }))),
    [{}],
  );
}
