/** One page of Prometheus's text format: the value of each series, by its name with its labels as they are written. */
export interface MetricsPage {
  readonly text: string;
  readonly series: ReadonlyMap<string, number>;
  /** The sum of all series of this name whose labels contain these; 0 if there is none. */
  sum(name: string, labels?: Readonly<Record<string, string>>): number;
  /** The names of all series, without labels. */
  names(): ReadonlySet<string>;
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
export function readPage(text: string): MetricsPage {
  const series = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-zA-Z_:][\w:]*(?:\{.*\})?) (\S+)$/.exec(line) ?? [];
    if (name !== undefined) series.set(name, value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value));
  }
  return {
    text,
    series,
    sum(name, labels = {}) {
      const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
      let sum = 0;
      for (const [key, value] of series) {
        if (key.split('{')[0] !== name || !wanted.every((pair) => key.includes(pair))) continue;
        sum += value;
      }
      return sum;
    },
    names: () => new Set([...series.keys()].map((key) => key.split('{')[0] ?? key)),
  };
}
