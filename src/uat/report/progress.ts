import type { ScenarioResult } from '../run/run-scenarios.ts';
import { fullNameOf, type Scenario } from '../scenarios/scenario.ts';

/** One line for a finished scenario, and one for each difference and note. Not masked. */
export function progressLines(
  { scenario, isPassed, decisive, differences, notes, tookMs }: ScenarioResult,
  { place, count }: { place: number; count: number },
): string {
  const counter = `[${String(place).padStart(String(count).length)}/${count}]`;
  const verdict = isPassed ? 'passed' : 'FAILED';
  const mark = scenario.isMandatory ? ' *' : '';
  const line = `${counter} ${verdict}  ${fullNameOf(scenario)}${mark}  ${codeOf(decisive?.answer?.body)}  ${tookMs} ms`;
  return [line, ...differences.map(indented), ...notes.map(indented)].map((text) => `${text}\n`).join('');
}

/** The totals of a run, and the path of its evidence. */
export function summaryLines(
  results: readonly ScenarioResult[],
  { count, folder }: { count: number; folder: string },
): string {
  const passed = results.filter(({ isPassed }) => isPassed);
  const mandatory = results.filter(({ scenario }) => scenario.isMandatory);
  const mandatoryPassed = passed.filter(({ scenario }) => scenario.isMandatory);
  const failed = results.filter(({ isPassed }) => !isPassed);
  return [
    '',
    `${passed.length} of ${count} scenarios passed, ${mandatoryPassed.length} of ${mandatory.length} mandatory ones (*).`,
    ...(results.length < count ? [`${count - results.length} were not run.`] : []),
    ...failed.map(({ scenario }) => `FAILED ${fullNameOf(scenario)}${scenario.isMandatory ? ' *' : ''}`),
    `Evidence: ${folder}/report.html`,
    '',
  ].join('\n');
}

/**
 * The command's exit code: 0 if every selected scenario passed, 1 if a mandatory one failed or did not run, 2
 * if only others failed. DANA asks for all scenarios of every operation that a merchant uses, mandatory or
 * not.
 */
export function exitCodeOf(results: readonly ScenarioResult[], chosen: readonly Scenario[]): 0 | 1 | 2 {
  const passed = new Set(results.filter(({ isPassed }) => isPassed).map(({ scenario }) => scenario));
  const missing = chosen.filter((scenario) => !passed.has(scenario));
  if (missing.some(({ isMandatory }) => isMandatory)) return 1;
  return missing.length > 0 ? 2 : 0;
}

function indented(text: string): string {
  return `        ${text}`;
}

function codeOf(body: string | undefined): string {
  try {
    const { responseCode, responseMessage } = JSON.parse(body ?? '') as Record<string, unknown>;
    return `${String(responseCode)} ${String(responseMessage)}`.slice(0, 100);
  } catch {
    return 'no answer';
  }
}
