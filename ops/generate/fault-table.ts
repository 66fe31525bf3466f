import { faultMatrix, firesWithinMinutes } from './fault-matrix.ts';

/** The matrix of faults and alerts for the docs. */
export function faultTable(): string {
  const rows = faultMatrix.map(
    ({ name, alerts }) =>
      `| ${name} | ${alerts.map((alert) => `\`${alert}\``).join(', ') || 'none: the gateway copes'} |`,
  );
  return [
    `| while this lasts | these fire, within ${firesWithinMinutes} minutes |`,
    '| --- | --- |',
    ...rows,
  ].join('\n');
}
