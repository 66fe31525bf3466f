import type { ScenarioResult } from '../../../src/uat/run/run-scenarios.ts';
import { scenarios } from '../../../src/uat/scenarios/scenarios.ts';
import type { WireExchange } from '../../../src/uat/wire/wire-record.ts';

const [firstScenario] = scenarios;
if (firstScenario === undefined) throw new Error('there are no scenarios');

/** An exchange that mentions only what a test is about. */
export function anExchange(
  request: Partial<WireExchange['request']> = {},
  answer: Partial<NonNullable<WireExchange['answer']>> = {},
): WireExchange {
  return {
    operation: 'createOrder',
    sentAt: new Date('2026-01-15T03:00:00Z'),
    tookMs: 12,
    request: { method: 'POST', url: 'https://dana.example/create', headers: [], body: '{}', ...request },
    answer: {
      httpStatus: 200,
      headers: [],
      body: '{"responseCode":"2005400","responseMessage":"Successful"}',
      ...answer,
    },
    failure: null,
  };
}

export function aResult(parts: Partial<ScenarioResult> = {}): ScenarioResult {
  const decisive = parts.decisive === undefined ? anExchange() : parts.decisive;
  return {
    scenario: firstScenario as ScenarioResult['scenario'],
    reference: 'uat-1',
    isPassed: true,
    differences: [],
    notes: [],
    decisive,
    exchanges: decisive === null ? [] : [decisive],
    clientCalls: [],
    startedAt: new Date('2026-01-15T03:00:00Z'),
    tookMs: 12,
    attemptCount: 1,
    ...parts,
  };
}
