import { formatJakartaTime } from '../../domain/jakarta-time.ts';
import type { ScenarioResult } from '../run/run-scenarios.ts';
import type { Expected } from '../scenarios/expectation.ts';
import { fullNameOf } from '../scenarios/scenario.ts';
import type { HeaderLine, WireExchange } from '../wire/wire-record.ts';
import type { Mask } from './masking.ts';

/** The facts about a run at the head of its report. */
export interface RunFacts {
  readonly target: 'simulator' | 'sandbox';
  /** DANA's host, without path. */
  readonly danaHost: string;
  readonly merchantId: string;
  readonly partnerId: string;
  readonly notifyUrl: string;
  /** Names and versions of the programs that called DANA. */
  readonly software: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  /** The findings of compareShapes; empty if nothing was compared. */
  readonly shapeFindings: readonly string[];
}

/**
 * A report that may leave this machine: every text is masked, every time is in Jakarta's zone. Not yet
 * escaped.
 */
export interface Report {
  readonly title: string;
  /** Name and value, for the head. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly verdict: string;
  /** In the order of DANA's portal. */
  readonly entries: readonly ReportEntry[];
  /** Differences between DANA's sandbox and the simulator, which answers as the scenarios say. */
  readonly findings: readonly string[];
}

/** One scenario in the report, with its evidence. */
export interface ReportEntry {
  readonly number: number;
  readonly operation: string;
  readonly name: string;
  readonly isMandatory: boolean;
  readonly isPassed: boolean;
  readonly sentence: string;
  readonly reference: string;
  readonly startedAt: string;
  readonly tookMs: number;
  readonly attemptCount: number;
  readonly expected: { readonly responseCode: string; readonly responseMessage: string };
  readonly actual: { readonly responseCode: string; readonly responseMessage: string };
  readonly differences: readonly string[];
  readonly notes: readonly string[];
  readonly messages: readonly ReportMessage[];
}

/** A request or an answer as text: first line, headers, body. */
export interface ReportMessage {
  readonly name: string;
  readonly at: string;
  readonly text: string;
}

/** `results`: one for each scenario that ran, in any order. */
export function makeReport(facts: RunFacts, results: readonly ScenarioResult[], mask: Mask): Report {
  const entries = results
    .toSorted((one, other) => one.scenario.number - other.scenario.number)
    .map((result) => entryOf(result, mask));
  const failed = entries.filter(({ isPassed }) => !isPassed);
  const mandatory = entries.filter(({ isMandatory }) => isMandatory);
  const mandatoryPassed = mandatory.filter(({ isPassed }) => isPassed);
  return {
    title: `Acceptance tests of DANA Gapura Custom Checkout against the ${facts.target}`,
    facts: [
      ['Target', `${facts.target} (${facts.danaHost})`],
      ['Merchant ID', facts.merchantId],
      ['Client ID (X-PARTNER-ID)', facts.partnerId],
      ['NOTIFICATION URL', mask.text(facts.notifyUrl)],
      ['Software', facts.software],
      ['Started', formatJakartaTime(facts.startedAt)],
      ['Ended', formatJakartaTime(facts.endedAt)],
    ],
    verdict:
      `${entries.length - failed.length} of ${entries.length} scenarios passed, ` +
      `${mandatoryPassed.length} of ${mandatory.length} mandatory ones.`,
    entries,
    findings:
      facts.target === 'simulator'
        ? []
        : [
            ...failed.flatMap((entry) =>
              entry.differences.map((line) => `${fullNameOf(entryKey(entry))}: ${line}`),
            ),
            ...facts.shapeFindings.map(mask.text),
          ],
  };
}

function entryKey({ operation, name }: ReportEntry) {
  return { operation: operation as ScenarioResult['scenario']['operation'], name };
}

function entryOf(result: ScenarioResult, mask: Mask): ReportEntry {
  const { scenario, decisive, exchanges } = result;
  const { number, operation, name, isMandatory, sentence, expected } = scenario;
  return {
    ...{ number, operation, name, isMandatory, sentence },
    isPassed: result.isPassed,
    reference: result.reference,
    startedAt: formatJakartaTime(result.startedAt),
    tookMs: result.tookMs,
    attemptCount: result.attemptCount,
    expected: codeAndMessage(expected),
    actual: codeAndMessage(parse(decisive?.answer?.body ?? '')),
    differences: result.differences.map(mask.text),
    notes: result.notes.map(mask.text),
    messages: exchanges.flatMap((exchange, index) => messagesOf(mask.exchange(exchange), index + 1)),
  };
}

function codeAndMessage(fields: Expected | unknown) {
  const { responseCode, responseMessage } = (typeof fields === 'object' && fields !== null ? fields : {}) as {
    responseCode?: unknown;
    responseMessage?: unknown;
  };
  return { responseCode: shown(responseCode), responseMessage: shown(responseMessage) };
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  return value instanceof RegExp ? String(value) : String(value).slice(0, 200);
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** A masked exchange as two HTTP messages. */
export function messagesOf(exchange: WireExchange, place: number): readonly ReportMessage[] {
  const { operation, request, answer, failure, sentAt, tookMs } = exchange;
  const who =
    operation === 'finishNotify' ? ['request from DANA', 'response to DANA'] : ['request', 'response'];
  const answeredAt = formatJakartaTime(new Date(sentAt.getTime() + tookMs));
  return [
    {
      name: `${place}-${operation} ${who[0]}`,
      at: formatJakartaTime(sentAt),
      text: httpText(`${request.method} ${request.url} HTTP/1.1`, request.headers, request.body),
    },
    {
      name: `${place}-${operation} ${who[1]}`,
      at: answeredAt,
      text:
        answer === null
          ? `(no response: ${failure})`
          : httpText(`HTTP/1.1 ${answer.httpStatus}`, answer.headers, answer.body),
    },
  ];
}

function httpText(firstLine: string, headers: readonly HeaderLine[], body: string): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [firstLine, ...lines, '', body].join('\n');
}
