import '../runtime/time-zone.ts';

import { readFileSync } from 'node:fs';
import { formatJakartaTime } from '../domain/jakarta-time.ts';
import { logLevels } from '../runtime/log.ts';
import { compareShapes } from '../uat/report/compare-shapes.ts';
import { openEvidence } from '../uat/report/evidence.ts';
import { createMask } from '../uat/report/masking.ts';
import { exitCodeOf, progressLines, summaryLines } from '../uat/report/progress.ts';
import { secretsOf } from '../uat/report/secrets.ts';
import { runScenarios, type ScenarioResult } from '../uat/run/run-scenarios.ts';
import { openSandboxTestBed, openSimulatorTestBed, type TestBed } from '../uat/run/test-bed.ts';
import type { Scenario } from '../uat/scenarios/scenario.ts';
import { selectScenarios } from '../uat/scenarios/scenarios.ts';
import {
  ConfigurationError,
  exitCodes,
  messageOf,
  readConfiguration,
  runCommand,
  UsageError,
} from './run-command.ts';

const usage = `npm run uat -- [--target simulator|sandbox] [--mandatory] [--only <name>]… [--evidence <folder>] [--compare]
    Runs the scenarios of DANA's UAT suite through this gateway and writes the evidence that DANA asks for.
    --target     simulator (starts one, needs nothing), or sandbox with the variables of this environment
    --mandatory  only the scenarios without which DANA gives no production credentials
    --only       a scenario by its name, its full name (cancelOrder/ValidScenario) or its number; may be repeated
    --compare    after the sandbox, run them against the simulator too and report which fields differ in DANA's messages
    --evidence   an empty folder, or one to create; default: uat-evidence/<time>-<target>
Ends with 0 if every scenario passed, 1 if a mandatory one failed or was not run, 2 if only others failed (DANA asks
for all scenarios of every operation that you use), 64 for arguments it does not know, 78 for a faulty configuration.`;

interface Run {
  readonly chosen: readonly Scenario[];
  readonly folder: string;
  readonly startedAt: Date;
  readonly isStopping: () => boolean;
  readonly isCompared: boolean;
}

/**
 * Runs the selected scenarios, stores and prints each result at once, and writes the report. Returns the exit
 * code.
 */
async function run(
  testBed: TestBed,
  { chosen, folder, startedAt, isStopping, isCompared }: Run,
): Promise<number> {
  const { target, settings } = testBed;
  const mask = createMask(secretsOf(settings));
  const evidence = await openEvidence(folder, mask);
  const results: ScenarioResult[] = [];
  // If the output goes to a log, nobody reads the request in time.
  const isAttended = target === 'sandbox' && process.stdout.isTTY;
  const askOperator = isAttended ? (request: string) => process.stdout.write(`        ${request}\n`) : null;
  if (isStopping()) return exitCodes.failed;
  for await (const result of runScenarios(testBed, chosen, { logLevel: logLevel(), askOperator })) {
    results.push(result);
    await evidence.keep(result);
    const lines = progressLines(result, { place: results.length, count: chosen.length });
    process.stdout.write(mask.text(lines));
    if (isStopping()) break;
  }
  await evidence.finish(
    {
      target,
      danaHost: danaHostOf(testBed),
      merchantId: settings.merchant.merchantId,
      partnerId: settings.dana.partnerId,
      notifyUrl: settings.merchant.notifyUrl,
      software: softwareVersions(),
      startedAt,
      endedAt: new Date(),
      shapeFindings: isCompared ? await compareWithSimulator(results, chosen) : [],
    },
    results,
  );
  process.stdout.write(summaryLines(results, { count: chosen.length, folder }));
  return exitCodeOf(results, chosen);
}

/** Prints why and returns nothing if the simulator fails: the evidence of the sandbox must not be lost. */
async function compareWithSimulator(
  results: readonly ScenarioResult[],
  chosen: readonly Scenario[],
): Promise<readonly string[]> {
  try {
    return compareShapes(results, await runOnSimulator(chosen));
  } catch (error) {
    process.stderr.write(`--compare: ${messageOf(error)}\n`);
    return [];
  }
}

/** Runs the same scenarios against the simulator, without output and evidence. */
async function runOnSimulator(chosen: readonly Scenario[]): Promise<readonly ScenarioResult[]> {
  const testBed = await openSimulatorTestBed();
  const results: ScenarioResult[] = [];
  try {
    for await (const result of runScenarios(testBed, chosen, { logLevel: logLevel(), askOperator: null })) {
      results.push(result);
    }
  } finally {
    await testBed.close();
  }
  return results;
}

/**
 * The first interrupt ends the run after its scenario, so that its database is dropped; a second one ends it
 * at once.
 */
function followInterrupts(): () => boolean {
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(130);
    isStopping = true;
    process.stderr.write('Stopping after this scenario.\n');
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return () => isStopping;
}

async function openTestBed(target: TestBed['target']): Promise<TestBed> {
  if (target === 'simulator') return openSimulatorTestBed();
  const config = readConfiguration();
  if (config.mode === 'configured') return openSandboxTestBed(config.settings);
  throw new ConfigurationError(
    'Nothing is configured: --target sandbox needs the variables of docs/go-live.md',
  );
}

/** Silent, unless LOG_LEVEL asks for the gateway's log lines on standard error. */
function logLevel() {
  return logLevels.find((level) => level === process.env.LOG_LEVEL) ?? 'silent';
}

function danaHostOf({ target, settings }: TestBed): string {
  const { baseUrl } = settings.dana;
  if (baseUrl !== null) return new URL(baseUrl).host;
  return target === 'sandbox' ? 'api.sandbox.dana.id' : 'simulator';
}

/** Jakarta's time as the name of a folder: `20261122-161500`. */
function nameOf(instant: Date): string {
  return formatJakartaTime(instant).slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}

/** package.json is two folders up, both from src and from dist. */
function softwareVersions(): string {
  const { name, version, dependencies } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { name: string; version: string; dependencies: Record<string, string> };
  return `${name} ${version}, dana-node ${dependencies['dana-node']}, Node ${process.versions.node}`;
}

await runCommand({
  usage,
  options: {
    target: { type: 'string', default: 'simulator' },
    mandatory: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    evidence: { type: 'string' },
    compare: { type: 'boolean', default: false },
  },
  async run({ target, mandatory, only, evidence, compare }) {
    if (target !== 'simulator' && target !== 'sandbox') {
      throw new UsageError('--target is simulator or sandbox');
    }
    const { chosen, unknown } = selectScenarios({ isMandatoryOnly: mandatory, names: only });
    if (unknown.length > 0) throw new UsageError(`no scenario is called ${unknown.join(', ')}`);
    if (compare && target === 'simulator') throw new UsageError('--compare is for the sandbox');
    if (chosen.length === 0) throw new UsageError('none of these is mandatory');

    const isStopping = followInterrupts();
    const startedAt = new Date();
    const testBed = await openTestBed(target);
    const folder = evidence ?? `uat-evidence/${nameOf(startedAt)}-${target}`;
    try {
      return await run(testBed, { chosen, folder, startedAt, isStopping, isCompared: compare });
    } finally {
      await testBed.close();
    }
  },
});
