import { faultMatrix, firesWithinMinutes, notSeen, notTried } from './fault-matrix.ts';

/** The matrix of faults and alerts for the docs. */
export function faultTable(): string {
  const rows = faultMatrix.map(
    ({ name, alerts }) =>
      `| ${name} | ${alerts.map((alert) => `\`${alert}\``).join(', ') || 'none: the gateway copes'} |`,
  );
  const missing =
    notTried.length === 0
      ? []
      : ['', `Not tried yet: ${notTried.join(', ')}.`, '', `Not seen to fire yet: ${notSeen.join(', ')}.`];
  return [
    `| while this lasts | these fire, within ${firesWithinMinutes} minutes |`,
    '| --- | --- |',
    ...rows,
    ...missing,
  ].join('\n');
}
