import type { Report, ReportEntry, ReportMessage } from './report.ts';

/** The report for a repository or a ticket. Every text from outside is escaped. */
export function markdownOf(report: Report): string {
  return `${[
    `# ${inline(report.title)}`,
    report.facts.map(([name, value]) => `- ${inline(name)}: ${inline(value)}`).join('\n'),
    inline(report.verdict),
    'Mandatory scenarios are marked with \\*. The order is that of DANA’s portal.',
    overview(report.entries),
    ...(report.findings.length === 0
      ? []
      : [
          '## Findings about the simulator',
          'DANA’s sandbox differs from the simulator, which answers as the scenarios say:',
          report.findings.map((line) => `- ${inline(line)}`).join('\n'),
        ]),
    ...report.entries.map(section),
  ].join('\n\n')}\n`;
}

function overview(entries: readonly ReportEntry[]): string {
  const rows = entries.map((entry) =>
    row([
      String(entry.number),
      entry.operation,
      `${entry.name}${entry.isMandatory ? ' *' : ''}`,
      `${entry.expected.responseCode} ${entry.expected.responseMessage}`,
      `${entry.actual.responseCode} ${entry.actual.responseMessage}`,
      entry.isPassed ? 'passed' : 'FAILED',
    ]),
  );
  return [
    '| # | operation | scenario | expected | actual | result |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function section(entry: ReportEntry): string {
  const { expected, actual } = entry;
  return [
    `## ${entry.number}. ${inline(entry.name)}${entry.isMandatory ? ' \\*' : ''}: ${entry.isPassed ? 'passed' : 'FAILED'}`,
    inline(entry.sentence),
    [
      `- Operation: ${inline(entry.operation)}`,
      `- Number at DANA: ${inline(entry.reference)}`,
      `- Time: ${inline(entry.startedAt)}, ${entry.tookMs} ms, attempt ${entry.attemptCount}`,
      `- Expected: ${inline(`${expected.responseCode} ${expected.responseMessage}`)}`,
      `- Actual: ${inline(`${actual.responseCode} ${actual.responseMessage}`)}`,
      ...entry.differences.map((line) => `- **Difference**: ${inline(line)}`),
      ...entry.notes.map((line) => `- Note: ${inline(line)}`),
    ].join('\n'),
    ...entry.messages.map(message),
  ].join('\n\n');
}

function message({ name, at, text }: ReportMessage): string {
  // A fence longer than every run of backticks in the text cannot be closed by the text.
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${inline(name)}, ${inline(at)}:\n\n${fence}http\n${text}\n${fence}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(inline).join(' | ')} |`;
}

/** Escapes text so that it contains no markup, no HTML and no line break. */
function inline(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|#~!]/g, '\\$&')
    .replace(/&/g, '&amp;');
}
