import { describe, expect, test } from 'vitest';
import { exitCodeOf, progressLines } from '../../../src/uat/report/progress.ts';
import { differencesOf } from '../../../src/uat/scenarios/expectation.ts';
import { fullNameOf } from '../../../src/uat/scenarios/scenario.ts';
import { scenarios, selectScenarios } from '../../../src/uat/scenarios/scenarios.ts';
import { aResult } from './results.ts';

const all = { isMandatoryOnly: false, names: [] };

describe('selectScenarios', () => {
  test('mandatory scenarios come first, then the others in DANA’s order; full names are unique', () => {
    const { chosen } = selectScenarios(all);
    expect(chosen.slice(0, 8).every(({ isMandatory }) => isMandatory)).toBe(true);
    expect(chosen[8]?.number).toBe(1);
    expect(new Set(scenarios.map(fullNameOf)).size).toBe(50);
  });

  test.each([
    ['4', ['createOrder/CreateOrderRedirect']],
    ['createorderredirect', ['createOrder/CreateOrderRedirect']],
    ['ValidScenario', ['cancelOrder/ValidScenario', 'refundOrder/ValidScenario']],
    ['cancelOrder/ValidScenario', ['cancelOrder/ValidScenario']],
  ])('--only %s selects %j', (name, expected) => {
    expect(selectScenarios({ ...all, names: [name] }).chosen.map(fullNameOf)).toEqual(expected);
  });

  test('a name that no scenario has is returned', () => {
    expect(selectScenarios({ ...all, names: ['Redirect', '4'] }).unknown).toEqual(['Redirect']);
  });

  test('--mandatory leaves out the scenarios that DANA does not demand', () => {
    expect(selectScenarios({ ...all, isMandatoryOnly: true }).chosen).toHaveLength(8);
    expect(selectScenarios({ isMandatoryOnly: true, names: ['1'] }).chosen).toEqual([]);
  });
});

describe('differencesOf', () => {
  const expected = { code: '1', info: { text: /^\d+$/, echo: '{reference}' } };

  test('fields that are not named may have any value', () => {
    const actual = { code: '1', info: { text: '42', echo: 'ord-1', more: 1 }, other: null };
    expect(differencesOf(expected, actual, 'ord-1')).toEqual([]);
  });

  test('each difference names its path', () => {
    expect(differencesOf(expected, { info: { text: 'x', echo: 'ord-2' } }, 'ord-1')).toEqual([
      'code: "1" was expected, nothing came',
      'info.text: /^\\d+$/ was expected, "x" came',
      'info.echo: "ord-1" was expected, "ord-2" came',
    ]);
    expect(differencesOf(expected, null, 'ord-1')).toEqual(['the answer: an object was expected, null came']);
  });
});

describe('the command’s output and exit code', () => {
  const [optional, mandatory] = [1, 4].map((number) =>
    scenarios.find((scenario) => scenario.number === number),
  );
  if (!optional || !mandatory) throw new Error('the scenarios are gone');
  const passed = [aResult({ scenario: optional }), aResult({ scenario: mandatory })];

  test('0 if all passed, 1 if a mandatory one failed or did not run, 2 if only others failed', () => {
    const chosen = [optional, mandatory];
    const failed = { isPassed: false };
    expect(exitCodeOf(passed, chosen)).toBe(0);
    expect(exitCodeOf([passed[0] ?? aResult(), aResult({ scenario: mandatory, ...failed })], chosen)).toBe(1);
    expect(exitCodeOf([aResult({ scenario: optional, ...failed }), passed[1] ?? aResult()], chosen)).toBe(2);
    expect(exitCodeOf(passed.slice(0, 1), chosen)).toBe(1);
    expect(exitCodeOf(passed.slice(1), chosen)).toBe(2);
  });

  test('a scenario is one line, and so is each difference', () => {
    const failed = aResult({ scenario: mandatory, isPassed: false, differences: ['one', 'two'] });
    expect(progressLines(failed, { place: 4, count: 50 })).toBe(
      '[ 4/50] FAILED  createOrder/CreateOrderRedirect *  2005400 Successful  12 ms\n        one\n        two\n',
    );
  });
});
