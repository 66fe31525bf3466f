import { figure, median, table } from '../live/numbers.ts';
import type { Figures, Runs } from './rounds.ts';
import { works } from './works.ts';

const columns: readonly (readonly [label: string, name: keyof Figures])[] = [
  ['requests/s', 'perSecond'],
  ['server CPU ms', 'serverMs'],
  ['Postgres CPU ms', 'postgresMs'],
  ['p99 ms', 'p99Ms'],
];

/**
 * One line for each work and server: its medians, and the gateway's in proportion to them (× above 1: the gateway has
 * more, so more requests are good and more milliseconds bad). A proportion is taken within each round, and its median
 * stands with the least and the greatest.
 */
export function describeRuns(runs: Runs, statements: ReadonlyMap<string, number>): string {
  const head = ['', 'server', ...columns.flatMap(([label]) => [label, 'gateway is']), 'statements'];
  const rows = works.flatMap((work) => {
    const ofWork = runs.get(work) ?? new Map<string, Figures[]>();
    const gateway = ofWork.get('gateway') ?? [];
    return [...ofWork]
      .sort(([one], [other]) => Number(other === 'gateway') - Number(one === 'gateway'))
      .map(([name, rounds]) => [
        work,
        name,
        ...columns.flatMap(([, column]) => [
          figure(median(rounds.map((round) => round[column]))),
          name === 'gateway' ? '' : proportion(gateway, rounds, column),
        ]),
        figure(statements.get(`${work} ${name}`) ?? Number.NaN),
      ]);
  });
  return table([head, ...rows]);
}

function proportion(gateway: readonly Figures[], peer: readonly Figures[], column: keyof Figures): string {
  const ratios = gateway.map((round, place) => round[column] / (peer[place]?.[column] ?? Number.NaN));
  // Postgres's processor time is counted in ticks of 10 ms, and a short round may have none.
  if (!ratios.every(Number.isFinite)) return '';
  const spread = `${figure(Math.min(...ratios))}–${figure(Math.max(...ratios))}`;
  return `${figure(median(ratios))}×${ratios.length > 1 ? ` (${spread})` : ''}`;
}
