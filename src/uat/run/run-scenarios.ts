import { startGateway } from '../../gateway/compose.ts';
import { createLog, type LogLevel } from '../../runtime/log.ts';
import { differencesOf } from '../scenarios/expectation.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { recordingFetch, type WireExchange } from '../wire/wire-record.ts';
import { perform } from './execute-scenario.ts';
import { type ClientCall, openShop } from './merchant-client.ts';
import type { AskPerson } from './pay-virtual-account.ts';
import type { Performed, Stage } from './scenario-run.ts';
import type { UatWorld } from './test-bed.ts';

/** How one scenario went. Unmasked: nothing of it is written or printed without a Mask. */
export interface ScenarioResult {
  readonly scenario: Scenario;
  /** The number of its order at DANA. */
  readonly reference: string;
  readonly isPassed: boolean;
  /** What was not as expected, one line each; empty where it passed. */
  readonly differences: readonly string[];
  readonly notes: readonly string[];
  /** The exchange that DANA's suite judges; null where it never happened. */
  readonly decisive: WireExchange | null;
  /** Everything that went over the wire for this scenario, in the order of its sending. */
  readonly exchanges: readonly WireExchange[];
  /** What a client asked the gateway and was answered. */
  readonly clientCalls: readonly ClientCall[];
  readonly startedAt: Date;
  readonly tookMs: number;
  readonly attemptCount: number;
}

/** DANA's sandbox fails at times for reasons of its own; DANA's own runner repeats too. */
const attemptsMax = { simulator: 1, sandbox: 3 } as const;

/**
 * Runs scenarios through a gateway of their own, one after the other, and gives each result as it is there. Rejects
 * only where no scenario can be run at all; a scenario that cannot be caused has failed and says why.
 */
export async function* runScenarios(
  world: UatWorld,
  chosen: readonly Scenario[],
  { logLevel, askPerson }: { readonly logLevel: LogLevel; readonly askPerson: AskPerson | null },
): AsyncGenerator<ScenarioResult, void, undefined> {
  const run = Date.now().toString(36);
  // 25 characters at the most: what DANA allows where QRIS is paid with.
  const referenceOf = ({ number }: Scenario, attempt: number) =>
    `uat-${run}-${String(number).padStart(2, '0')}-${attempt}`;
  const refused = chosen.find(({ cause }) => cause.by === 'payment' && cause.isFirstRefused);
  const gateway = await startGateway(
    { ...world.settings, refusedNotifyFor: refused === undefined ? null : referenceOf(refused, 1) },
    world.clock,
    createLog(logLevel),
    { danaFetch: recordingFetch(world.record) },
  );
  world.relay.leadTo(gateway.url);
  try {
    for (const scenario of chosen) {
      // The switch refuses the first notification of one order, so that scenario has one try.
      const max = scenario === refused ? 1 : attemptsMax[world.target];
      for (let attempt = 1; ; attempt++) {
        const shop = openShop(gateway.url, world.settings.serverKey);
        const reference = referenceOf(scenario, attempt);
        const stage = { scenario, reference, place: world.record.count(), world, shop, askPerson };
        const result = await runOnce(stage, attempt);
        if (!result.isPassed && attempt < max) continue;
        yield result;
        break;
      }
    }
  } finally {
    await gateway.close();
  }
}

async function runOnce(stage: Stage, attemptCount: number): Promise<ScenarioResult> {
  const { scenario, reference, place, world, shop } = stage;
  const startedAt = new Date();
  const startedMs = performance.now();
  const performed: Performed = await perform(stage).catch((error: unknown) => ({
    decisive: [],
    differences: [error instanceof Error ? error.message : String(error)],
    notes: [],
  }));
  const { decisive, notes } = performed;
  const differences = [
    ...decisive.flatMap((exchange) => judge(exchange, scenario, reference)),
    ...performed.differences,
  ];
  const isOurs = (exchange: WireExchange) =>
    exchange.request.body.includes(reference) || decisive.includes(exchange);
  return {
    scenario,
    reference,
    isPassed: differences.length === 0,
    differences,
    notes,
    decisive: decisive.at(-1) ?? null,
    exchanges: world.record
      .since(place)
      .filter(isOurs)
      .toSorted((one, other) => one.sentAt.getTime() - other.sentAt.getTime()),
    clientCalls: shop.calls,
    startedAt,
    tookMs: Math.round(performance.now() - startedMs),
    attemptCount,
  };
}

/** The answer against the scenario; the HTTP status is always the first three digits of the code. */
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
