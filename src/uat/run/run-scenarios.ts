import { startGateway } from '../../gateway/compose.ts';
import { createLog, type LogLevel } from '../../runtime/log.ts';
import { differencesOf } from '../scenarios/expectation.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { recordingFetch, type WireExchange } from '../wire/wire-record.ts';
import { executeScenario } from './execute-scenario.ts';
import { type ClientCall, openMerchantClient } from './merchant-client.ts';
import type { AskOperator } from './pay-virtual-account.ts';
import type { Observation, ScenarioRun } from './scenario-run.ts';
import type { TestBed } from './test-bed.ts';

/** How one scenario went. Not masked: pass it through a Mask before you write or print it. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  /** The number of its order at DANA. */
  readonly reference: string;
  readonly isPassed: boolean;
  /** What differed from the expectation, one line each; empty if it passed. */
  readonly differences: readonly string[];
  readonly notes: readonly string[];
  /** The exchange that DANA's suite judges; null if it never happened. */
  readonly decisive: WireExchange | null;
  /** Every exchange of this scenario, in the order of sending. */
  readonly exchanges: readonly WireExchange[];
  /** The client's requests to the gateway, with its answers. */
  readonly clientCalls: readonly ClientCall[];
  readonly startedAt: Date;
  readonly tookMs: number;
  readonly attemptCount: number;
}

/** DANA's sandbox sometimes fails for reasons of its own; DANA's own runner repeats scenarios too. */
const attemptsMax = { simulator: 1, sandbox: 3 } as const;

/**
 * Runs scenarios one after the other through a gateway of their own, and yields each result as soon as it is
 * known. Rejects only if no scenario can run at all; a scenario that cannot be carried out has failed and
 * says why.
 */
export async function* runScenarios(
  testBed: TestBed,
  chosen: readonly Scenario[],
  { logLevel, askOperator }: { readonly logLevel: LogLevel; readonly askOperator: AskOperator | null },
): AsyncGenerator<ScenarioResult, void, undefined> {
  const runId = Date.now().toString(36);
  // At most 25 characters: DANA's limit for QRIS.
  const referenceOf = ({ number }: Scenario, attempt: number) =>
    `uat-${runId}-${String(number).padStart(2, '0')}-${attempt}`;
  const refused = chosen.find(({ cause }) => cause.by === 'payment' && cause.isFirstRefused);
  const gateway = await startGateway(
    { ...testBed.settings, refusedNotifyFor: refused === undefined ? null : referenceOf(refused, 1) },
    testBed.clock,
    createLog(logLevel),
    { danaFetch: recordingFetch(testBed.wireRecord) },
  );
  testBed.relay.forwardTo(gateway.url);
  try {
    for (const scenario of chosen) {
      // The switch refuses the first notification of one order, so that scenario has one attempt.
      const max = scenario === refused ? 1 : attemptsMax[testBed.target];
      for (let attempt = 1; ; attempt++) {
        const client = openMerchantClient(gateway.url, testBed.settings.serverKey);
        const reference = referenceOf(scenario, attempt);
        const run = { scenario, reference, place: testBed.wireRecord.count(), testBed, client, askOperator };
        const result = await runOnce(run, attempt);
        if (!result.isPassed && attempt < max) continue;
        yield result;
        break;
      }
    }
  } finally {
    await gateway.close();
  }
}

async function runOnce(run: ScenarioRun, attemptCount: number): Promise<ScenarioResult> {
  const { scenario, reference, place, testBed, client } = run;
  const startedAt = new Date();
  const startedMs = performance.now();
  const observation: Observation = await executeScenario(run).catch((error: unknown) => ({
    decisive: [],
    differences: [error instanceof Error ? error.message : String(error)],
    notes: [],
  }));
  const { decisive, notes } = observation;
  const differences = [
    ...decisive.flatMap((exchange) => judge(exchange, scenario, reference)),
    ...observation.differences,
  ];
  const belongs = (exchange: WireExchange) =>
    exchange.request.body.includes(reference) || decisive.includes(exchange);
  return {
    scenario,
    reference,
    isPassed: differences.length === 0,
    differences,
    notes,
    decisive: decisive.at(-1) ?? null,
    exchanges: testBed.wireRecord
      .since(place)
      .filter(belongs)
      .toSorted((one, other) => one.sentAt.getTime() - other.sentAt.getTime()),
    clientCalls: client.calls,
    startedAt,
    tookMs: Math.round(performance.now() - startedMs),
    attemptCount,
  };
}

/** How the answer differs from the scenario's; the HTTP status must be the first three digits of the code. */
function judge({ answer, failure }: WireExchange, scenario: Scenario, reference: string): readonly string[] {
  if (answer === null) return [`no answer: ${failure}`];
  const fields = parse(answer.body);
  if (fields === null) return [`HTTP ${answer.httpStatus}, and its body is not JSON`];
  const { responseCode } = fields as { responseCode?: unknown };
  const isConsistent = String(responseCode).startsWith(String(answer.httpStatus));
  return [
    ...differencesOf(scenario.expected, fields, reference),
    ...(isConsistent ? [] : [`HTTP ${answer.httpStatus} came with the code ${String(responseCode)}`]),
  ];
}

function parse(body: string): object | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
