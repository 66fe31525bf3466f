/** One metric: everything that a reader must know, and from which docs, rules and the dashboard are generated. */
export interface Metric {
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** UCUM; braces are annotations: `s`, `{order}`. The name carries it too, see decision 0051. */
  readonly unit: string;
  readonly description: string;
  /** Every label with the closed set of its values; `constant`: one value in the life of a process. */
  readonly labels: Readonly<Record<string, readonly string[] | 'constant'>>;
  /** `database`: every process reports the same, so dashboards take the `max` over processes and never the `sum`. */
  readonly scope: 'process' | 'database';
  /** The upper bounds of a histogram's buckets, in its unit. */
  readonly bounds?: readonly number[];
}
