import type { Metric } from '../../src/telemetry/metric.ts';
import { labelSetsOf, type MetricName, metrics, seriesOf } from '../../src/telemetry/metrics.ts';

const list = Object.entries<Metric>(metrics);

function labelsOf({ labels }: Metric): string {
  const shown = Object.entries(labels).map(([label, values]) =>
    values === 'constant' ? `\`${label}\`` : `\`${label}\`: ${values.join(', ')}`,
  );
  return shown.join('; ') || '–';
}

/** Every metric as rows of a table, and how many label sets a process makes. */
export function metricsTable(): string {
  const rows = list.map(([name, metric]) => {
    const over = metric.scope === 'database' ? 'database' : 'process';
    return `| \`${seriesOf(name as MetricName)}\` | ${metric.kind} | ${over} | ${metric.description} | ${labelsOf(metric)} |`;
  });
  const count = list.reduce((sum, [, metric]) => sum + labelSetsOf(metric), 0);
  return [
    '| series | kind | describes | meaning | labels |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `A process makes ${count} label sets at most.`,
  ].join('\n');
}
