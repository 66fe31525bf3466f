import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Metric } from '../../src/telemetry/metric.ts';
import { type MetricName, metrics, seriesOf } from '../../src/telemetry/metrics.ts';

const source = { type: 'prometheus', uid: '$' + '{source}' };
const width = 8;
const height = 7;

/** What a metric looks like: rates of counters, a high quantile of histograms, the present value of gauges. */
function queryOf(name: MetricName): string {
  const { kind, labels, scope }: Metric = metrics[name];
  const by = Object.keys(labels).join(', ');
  const of = (aggregate: string, inner: string) => `${aggregate}${by === '' ? '' : ` by (${by})`} (${inner})`;
  if (kind === 'counter') return of('sum', `rate(${seriesOf(name)}[$__rate_interval])`);
  if (kind === 'histogram') {
    const grouped = ['le', ...Object.keys(labels)].join(', ');
    return `histogram_quantile(0.99, sum by (${grouped}) (rate(${name}_bucket[$__rate_interval])))`;
  }
  if (scope === 'database') return of('max', name);
  return by === '' ? name : `max by (instance, ${by}) (${name})`;
}

function legendOf({ labels, scope, kind }: Metric): string {
  const names = [...Object.keys(labels), ...(kind === 'gauge' && scope === 'process' ? ['instance'] : [])];
  return names.map((name) => `{{${name}}}`).join(' ') || '__auto';
}

function panelOf(name: MetricName): PanelBuilder {
  const metric: Metric = metrics[name];
  const title = metric.kind === 'histogram' ? `${name}, 99th percentile` : seriesOf(name);
  return new PanelBuilder()
    .title(title)
    .description(metric.description)
    .unit(metric.unit === 's' ? 's' : 'short')
    .datasource(source)
    .span(width)
    .height(height)
    .withTarget(new DataqueryBuilder().expr(queryOf(name)).legendFormat(legendOf(metric)).refId('A'));
}

/** The rows of the dashboard. Every metric has its place in one of them. */
const rows: Readonly<Record<string, (name: MetricName) => boolean>> = {
  'What is open': (name) => metrics[name].scope === 'database',
  'Orders, notifications and clients': (name) =>
    /^gapura_(order|recoveries|operation|notification|push|webhook)/.test(name),
  DANA: (name) => /^gapura_dana/.test(name),
  Process: () => true,
};

/** One dashboard with every metric, as Grafana imports it. */
export function dashboardFile(): string {
  const builder = new DashboardBuilder('Gapura GraphQL')
    .uid('gapura')
    .tags(['gapura'])
    .refresh('30s')
    .time({ from: 'now-3h', to: 'now' })
    .timezone('Asia/Jakarta')
    .withVariable(new DatasourceVariableBuilder('source').label('Prometheus').type('prometheus'));
  const left = new Set(Object.keys(metrics) as MetricName[]);
  for (const [title, belongs] of Object.entries(rows)) {
    builder.withRow(new RowBuilder(title));
    for (const name of [...left].filter(belongs)) {
      left.delete(name);
      builder.withPanel(panelOf(name));
    }
  }
  return `${JSON.stringify(builder.build(), null, 2)}\n`;
}
