import { expect, test } from 'vitest';
import { gatewayActor } from '../../../src/domain/actor.ts';
import { logIncidents } from '../../../src/use-cases/incidents/log-incidents.ts';
import type { IncidentNews } from '../../../src/use-cases/ports/incidents.ts';
import { aServerKey } from '../../support/actors.ts';
import { silentLog } from '../../support/silent-log.ts';

function linesOf(...news: readonly IncidentNews[]) {
  const lines: unknown[] = [];
  const record = (level: string) => (event: string, fields?: object) => lines.push([level, event, fields]);
  const tell = logIncidents({ ...silentLog, info: record('info'), warn: record('warn') });
  for (const one of news) tell(one);
  return lines;
}

const about = { incidentId: 'inc_1', kind: 'UNKNOWN_FOR_LONG', orderId: 'order-1' } as const;

test('an incident that a later fact resolves is a line with the gateway as actor, and the fact', () => {
  const reason = 'PAID at version 3';
  expect(linesOf({ ...about, step: 'resolved', actor: gatewayActor, reason })).toEqual([
    ['info', 'incident.resolved', { ...about, actor: gatewayActor, reason }],
  ]);
});

test('an incident that is raised or comes back is a warning', () => {
  const news = { ...about, actor: gatewayActor, reason: 'no answer' };
  expect(linesOf({ ...news, step: 'raised' }, { ...news, step: 'reopened' })).toEqual([
    ['warn', 'incident.raised', news],
    ['warn', 'incident.reopened', news],
  ]);
});

test('an operator is named, and the words of the operator stay on record', () => {
  const news = { ...about, actor: aServerKey, reason: 'the payer called +62812' };
  expect(linesOf({ ...news, step: 'acknowledged' }, { ...news, step: 'resolved' })).toEqual([
    ['info', 'incident.acknowledged', { ...about, actor: aServerKey }],
    ['info', 'incident.resolved', { ...about, actor: aServerKey }],
  ]);
});
