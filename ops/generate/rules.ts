import type { Alert } from './alert.ts';
import { alerts } from './alerts.ts';
import { burnSeries, objectives, windows } from './objectives.ts';

/** A YAML text in quotes: JSON strings are valid YAML. */
const text = (value: string) => JSON.stringify(value);

function alertRule({ name, expr, severity, summary, ...rest }: Alert): string {
  return [
    `      - alert: ${name}`,
    `        expr: ${text(expr)}`,
    `        for: ${rest.for}`,
    `        labels: {severity: ${severity}}`,
    `        annotations: {summary: ${text(summary)}}`,
  ].join('\n');
}

/** `rules.yml` of Prometheus: the objectives as recording rules, and every alert. */
export function rulesFile(): string {
  const recorded = objectives.flatMap((objective) =>
    windows.map((window) =>
      [
        `      - record: ${text(burnSeries(objective, window))}`,
        `        expr: ${text(`${objective.bad(window)} / ${objective.all(window)}`)}`,
      ].join('\n'),
    ),
  );
  return [
    '# Made by npm run generate from ops/generate/alerts.ts: change that file.',
    'groups:',
    '  - name: gapura-objectives',
    '    rules:',
    ...recorded,
    '  - name: gapura-alerts',
    '    rules:',
    ...alerts.map(alertRule),
    '',
  ].join('\n');
}

/** Objectives and alerts as tables for the docs. */
export function alertTables(): string {
  return [
    '| objective | promise |',
    '| --- | --- |',
    ...objectives.map(({ name, promise }) => `| ${name} | ${promise} |`),
    '| Unknown | no order is unknown for more than 15 minutes |',
    '',
    '| alert | for | severity | what it says |',
    '| --- | --- | --- | --- |',
    ...alerts.map(
      ({ name, severity, summary, ...rest }) =>
        `| \`${name}\` | ${rest.for} | ${severity} | ${summary.replace('{{ $labels.operation }}', 'an operation')} |`,
    ),
  ].join('\n');
}
