import { expect, test } from 'vitest';
import { compareShapes, fieldsOf } from '../../../src/uat/report/compare-shapes.ts';
import { scenarios } from '../../../src/uat/scenarios/scenarios.ts';
import { anExchange, aResult } from './results.ts';

const answering = (body: object) => aResult({ decisive: anExchange({}, { body: JSON.stringify(body) }) });

test('a field is the path of a value, and all entries of a list share one path', () => {
  expect([...fieldsOf('{"a":{"b":1,"c":[{"d":null},{"e":""}]},"f":[]}')]).toEqual([
    'a.b',
    'a.c[].d',
    'a.c[].e',
  ]);
  expect([...fieldsOf('<html>')]).toEqual([]);
});

test('a field that only one side has is a finding, a different value is not', () => {
  const dana = answering({
    responseCode: '2005700',
    additionalInfo: { debug: 1 },
    paymentInfos: [{ payMethod: 'A' }],
  });
  const simulator = answering({ responseCode: '2005700', paymentInfos: [{ payMethod: 'B', promo: 'x' }] });
  expect(compareShapes([dana], [simulator])).toEqual([
    'consultPay/BalancedSuccess: DANA has additionalInfo.debug, the simulator has not',
    'consultPay/BalancedSuccess: the simulator has paymentInfos[].promo, DANA has not',
  ]);
  expect(compareShapes([dana], [dana])).toEqual([]);
});

test('for a notification, DANA’s request is compared, not our answer', () => {
  const scenario = scenarios.find(({ name }) => name === 'ExpiredNotify');
  if (scenario === undefined) throw new Error('the scenario is gone');
  const notified = (body: object) =>
    aResult({ scenario, decisive: anExchange({ body: JSON.stringify(body) }) });
  expect(compareShapes([notified({ tipsAmount: '1' })], [notified({ amount: '1' })])).toEqual([
    'finishNotify/ExpiredNotify: DANA has tipsAmount, the simulator has not',
    'finishNotify/ExpiredNotify: the simulator has amount, DANA has not',
  ]);
});

test('a scenario without a message on one side is not compared', () => {
  expect(compareShapes([answering({ a: 1 })], [])).toEqual([]);
  expect(compareShapes([aResult({ decisive: null })], [answering({ a: 1 })])).toEqual([]);
});
