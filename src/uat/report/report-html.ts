import { escapeHtml } from '../../client/checkout/escape-html.ts';
import type { Report, ReportEntry } from './report.ts';

/**
 * The report for printing or PDF: one file without scripts or external resources. Every text from outside is
 * escaped.
 */
export function htmlOf(report: Report): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(report.title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(report.title)}</h1>
<dl>${report.facts.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
<p class="verdict">${escapeHtml(report.verdict)}</p>
<p>Mandatory scenarios are marked with *. The order is that of DANA’s portal.</p>
<table>
<thead><tr><th>#</th><th>Operation</th><th>Scenario</th><th>Expected</th><th>Actual</th><th>Result</th></tr></thead>
<tbody>
${report.entries.map(overviewRow).join('\n')}
</tbody>
</table>
${findings(report.findings)}${report.entries.map(section).join('\n')}
</body>
</html>
`;
}

function overviewRow(entry: ReportEntry): string {
  const { number, operation, name, isMandatory, expected, actual } = entry;
  const cells = [
    `<a href="#scenario-${number}">${number}</a>`,
    escapeHtml(operation),
    escapeHtml(`${name}${isMandatory ? ' *' : ''}`),
    escapeHtml(`${expected.responseCode} ${expected.responseMessage}`),
    escapeHtml(`${actual.responseCode} ${actual.responseMessage}`),
    verdictOf(entry),
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function section(entry: ReportEntry): string {
  const { number, name, isMandatory, expected, actual } = entry;
  const facts: (readonly [string, string])[] = [
    ['Operation', entry.operation],
    ['Number at DANA', entry.reference],
    ['Time', `${entry.startedAt}, ${entry.tookMs} ms, attempt ${entry.attemptCount}`],
    ['Expected', `${expected.responseCode} ${expected.responseMessage}`],
    ['Actual', `${actual.responseCode} ${actual.responseMessage}`],
    ...entry.differences.map((line) => ['Difference', line] as const),
    ...entry.notes.map((line) => ['Note', line] as const),
  ];
  return `<section id="scenario-${number}">
<h2>${number}. ${escapeHtml(name)}${isMandatory ? ' *' : ''} ${verdictOf(entry)}</h2>
<p>${escapeHtml(entry.sentence)}</p>
<dl>${facts.map(([label, value]) => `<dt>${label}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>
${entry.messages.map((one) => `<h3>${escapeHtml(one.name)}, ${escapeHtml(one.at)}</h3>\n<pre>${escapeHtml(one.text)}</pre>`).join('\n')}
</section>`;
}

function findings(lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `<section><h2>Findings about the simulator</h2>
<p>DANA’s sandbox differs from the simulator, which answers as the scenarios say:</p>
<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul></section>
`;
}

function verdictOf({ isPassed }: ReportEntry): string {
  return isPassed ? '<span class="passed">passed</span>' : '<strong class="failed">FAILED</strong>';
}

const style = `
body { font: 14px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: .9rem; margin-bottom: .2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; } dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #bbb; padding: .2rem .5rem; text-align: left; overflow-wrap: break-word; }
td:first-child, td:last-child { white-space: nowrap; }
pre { background: #f5f5f5; border: 1px solid #ddd; padding: .6rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 12px; }
.verdict { font-weight: 600; } .passed { color: #146c2e; } .failed { color: #b3261e; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } pre { font-size: 9px; } thead { display: table-header-group; }
  section { break-inside: auto; } h2, h3 { break-after: avoid; } tr { break-inside: avoid; } a { color: inherit; text-decoration: none; } }
`;
