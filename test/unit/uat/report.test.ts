import { describe, expect, test } from 'vitest';
import { createMask } from '../../../src/uat/report/masking.ts';
import { makeReport, type RunFacts } from '../../../src/uat/report/report.ts';
import { htmlOf } from '../../../src/uat/report/report-html.ts';
import { markdownOf } from '../../../src/uat/report/report-markdown.ts';
import type { ScenarioResult } from '../../../src/uat/run/run-scenarios.ts';
import { scenarios } from '../../../src/uat/scenarios/scenarios.ts';
import { anExchange, aResult } from './results.ts';

const facts: RunFacts = {
  target: 'simulator',
  danaHost: 'dana.example',
  merchantId: '216620000000000000001',
  partnerId: 'partner-1',
  notifyUrl: 'https://pay.shop.example/v1.0/debit/notify',
  software: 'gapura-graphql',
  startedAt: new Date('2026-01-15T03:00:00Z'),
  endedAt: new Date('2026-01-15T03:01:00Z'),
  shapeFindings: [],
};
const mask = createMask([]);

function scenarioOf(number: number): ScenarioResult['scenario'] {
  const found = scenarios.find((scenario) => scenario.number === number);
  if (found === undefined) throw new RangeError(`no scenario ${number}`);
  return found;
}
const reportOf = (results: readonly ScenarioResult[], target: RunFacts['target'] = 'simulator') =>
  makeReport({ ...facts, target }, results, mask);

describe('a report', () => {
  test('lists scenarios in the order of DANA’s portal and marks the mandatory ones', () => {
    const report = reportOf([4, 48, 1].map((number) => aResult({ scenario: scenarioOf(number) })));
    expect(report.entries.map(({ number }) => number)).toEqual([1, 4, 48]);
    expect(markdownOf(report)).toContain('| 4 | createOrder | CreateOrderRedirect \\* |');
    expect(htmlOf(report)).toContain('4. CreateOrderRedirect * <span');
  });

  test('gives times in Jakarta’s zone, and the expected beside the actual answer', () => {
    const answer = { httpStatus: 404, body: '{"responseCode":"4045418","responseMessage":"Inconsistent"}' };
    const result = aResult({
      scenario: scenarioOf(4),
      isPassed: false,
      differences: ['responseCode: another'],
      decisive: anExchange({}, answer),
    });
    for (const text of [markdownOf(reportOf([result])), htmlOf(reportOf([result]))]) {
      expect(text).toContain('2026-01-15T10:00:00+07:00');
      expect(text).toContain('2005400 Successful');
      expect(text).toContain('4045418 Inconsistent');
      expect(text).toContain('responseCode: another');
      expect(text).toContain('FAILED');
      expect(text).toContain('0 of 1 scenarios passed, 0 of 1 mandatory ones.');
    }
  });

  test('says so if a scenario got no answer', () => {
    const lost = { ...anExchange(), answer: null, failure: 'ECONNREFUSED' };
    const text = markdownOf(reportOf([aResult({ decisive: lost, isPassed: false })]));
    expect(text).toContain('(no response: ECONNREFUSED)');
    expect(text).toContain('Actual: (none) (none)');
  });

  test('lists differences of DANA’s sandbox as findings, but none of the simulator’s', () => {
    const failed = [aResult({ isPassed: false, differences: ['responseCode: another'] })];
    expect(reportOf(failed, 'sandbox').findings).toEqual([
      'consultPay/BalancedSuccess: responseCode: another',
    ]);
    expect(reportOf(failed).findings).toEqual([]);
    const shapes = { ...facts, target: 'sandbox', shapeFindings: ['a field that only DANA has'] } as const;
    expect(htmlOf(makeReport(shapes, [aResult()], mask))).toContain('<li>a field that only DANA has</li>');
  });
});

describe('text from outside is escaped', () => {
  const evil = '</pre><script>alert("x")</script> | ``` [a](b) & <b>\'';
  const result = aResult({
    isPassed: false,
    notes: [evil],
    differences: [evil],
    decisive: anExchange({}, { body: evil, headers: [['x-evil', evil]] }),
  });

  test('in HTML, elements and attributes', () => {
    const html = htmlOf(reportOf([result], 'sandbox'));
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>');
    expect(html).toContain('&lt;/pre&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(html).toContain("default-src 'none'");
  });

  test('in Markdown, tables and code blocks', () => {
    const markdown = markdownOf(reportOf([result], 'sandbox'));
    const [beforeCode = ''] = markdown.split('1-createOrder request');
    expect(beforeCode).not.toMatch(/[^\\]<script/);
    expect(beforeCode).not.toMatch(/[^\\]\[a\]/);
    // The fence around the evil body is longer than the three backticks in it.
    expect(markdown).toMatch(/^````http\nHTTP\/1\.1 200/m);
  });
});
