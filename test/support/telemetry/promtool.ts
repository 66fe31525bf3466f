import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Alert } from '../../../ops/generate/alert.ts';
import type { MetricsPage } from './metrics-page.ts';

const rules = join(import.meta.dirname, '../../../ops/prometheus/rules.yml');

/** Debian's package `prometheus` has it; PROMTOOL names another place. Null: alerts cannot be evaluated here. */
export function findPromtool(): string | null {
  const program = process.env.PROMTOOL ?? 'promtool';
  return spawnSync(program, ['--version']).status === 0 ? program : null;
}

/** A page, and for how many minutes before it nothing else was read. */
export interface RecordedPage {
  readonly page: MetricsPage;
  readonly minutes: number;
}

/** The recorded pages as series of one value a minute, in promtool's notation. */
function inputSeries(pages: readonly RecordedPage[]): object[] {
  const keys = new Set(pages.flatMap(({ page }) => [...page.series.keys()]));
  return [...keys].map((series) => {
    const values: string[] = [];
    let last: number | undefined;
    for (const { page, minutes } of pages) {
      const value = page.series.get(series);
      const before = last === undefined ? '_' : String(last);
      for (let minute = 1; minute < minutes; minute++) values.push(value === undefined ? '_' : before);
      values.push(value !== undefined ? String(value) : last === undefined ? '_' : 'stale');
      last = value;
    }
    return { series, values: values.join(' ') };
  });
}

/**
 * Feeds the pages to Prometheus's own evaluation of rules.yml, in virtual time, and returns the minute at which each alert
 * fired first. promtool only compares, so the comparison is with no alert at all, and it names each that differs.
 */
export function evaluateAlerts(
  promtool: string,
  pages: readonly RecordedPage[],
  alerts: readonly Pick<Alert, 'name'>[],
  file: string,
): ReadonlyMap<string, number> {
  const minutes = pages.reduce((sum, page) => sum + page.minutes, 0);
  const checks = Array.from({ length: minutes }, (_, minute) =>
    alerts.map(({ name }) => ({ eval_time: `${minute}m`, alertname: name, exp_alerts: [] })),
  );
  const test = {
    rule_files: [rules],
    evaluation_interval: '1m',
    tests: [{ interval: '1m', input_series: inputSeries(pages), alert_rule_test: checks.flat() }],
  };
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(test));
  let output = '';
  try {
    output = execFileSync(promtool, ['test', 'rules', file], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: 'pipe',
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    output = `${stdout}${stderr}`;
    if (!output.includes('alertname')) throw new Error(output);
  }
  const fired = new Map<string, number>();
  for (const [, name = '', time = ''] of output.matchAll(/alertname: (\w+), time: (\S+?),/g)) {
    const minute = minutesOf(time);
    fired.set(name, Math.min(minute, fired.get(name) ?? Number.POSITIVE_INFINITY));
  }
  return fired;
}

/** 1h5m → 65 */
function minutesOf(time: string): number {
  const [, hours = '0', minutes = '0'] = /^(?:(\d+)h)?(?:(\d+)m)?/.exec(time) ?? [];
  return Number(hours) * 60 + Number(minutes);
}
