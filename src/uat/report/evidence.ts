import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatJakartaTime } from '../../domain/jakarta-time.ts';
import type { ScenarioResult } from '../run/run-scenarios.ts';
import type { Mask } from './masking.ts';
import { makeReport, messagesOf, type RunFacts } from './report.ts';
import { htmlOf } from './report-html.ts';
import { markdownOf } from './report-markdown.ts';

/** The folder with the evidence of one run, which a merchant hands in to DANA. */
export interface EvidenceFolder {
  readonly path: string;
  /**
   * Writes a folder for this scenario, with every request and response, at once: a run that ends early keeps
   * it.
   */
  keep(result: ScenarioResult): Promise<void>;
  /** Writes `report.md` and `report.html`. */
  finish(facts: RunFacts, results: readonly ScenarioResult[]): Promise<void>;
}

/** Creates the folder. Throws if it is not empty: the evidence of two runs must not mix. */
export async function openEvidence(path: string, mask: Mask): Promise<EvidenceFolder> {
  await mkdir(path, { recursive: true });
  if ((await readdir(path)).length > 0) {
    throw new Error(`${path} is not empty: evidence of two runs must not mix, name another folder`);
  }
  return {
    path,
    async keep(result) {
      const { number, operation, name } = result.scenario;
      const folder = join(path, `${String(number).padStart(2, '0')}-${operation}-${name}`);
      await mkdir(folder);
      const messages = result.exchanges.flatMap((exchange, index) =>
        messagesOf(mask.exchange(exchange), index + 1),
      );
      await Promise.all(
        messages.map((message) =>
          writeFile(join(folder, `${message.name.replaceAll(' ', '-')}.http`), `${message.text}\n`),
        ),
      );
      await writeFile(join(folder, 'result.json'), `${JSON.stringify(factsOf(result, mask), shown, 2)}\n`);
    },
    async finish(facts, results) {
      const report = makeReport(facts, results, mask);
      await writeFile(join(path, 'report.md'), markdownOf(report));
      await writeFile(join(path, 'report.html'), htmlOf(report));
    },
  };
}

function factsOf({ scenario, startedAt, ...result }: ScenarioResult, mask: Mask) {
  const { number, operation, name, isMandatory, sentence, expected, expectedOfGateway } = scenario;
  return {
    ...{ number, operation, name, isMandatory, sentence },
    isPassed: result.isPassed,
    startedAt: formatJakartaTime(startedAt),
    tookMs: result.tookMs,
    attemptCount: result.attemptCount,
    reference: result.reference,
    expected,
    expectedOfGateway,
    differences: result.differences.map(mask.text),
    notes: result.notes.map(mask.text),
    clientCalls: mask.value(result.clientCalls),
  };
}

/** Writes a regular expression as source text. */
function shown(_name: string, value: unknown): unknown {
  return value instanceof RegExp ? String(value) : value;
}
