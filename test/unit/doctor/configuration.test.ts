import { describe, expect, test } from 'vitest';
import { checkConfiguration } from '../../../src/doctor/run-checks.ts';

describe('variables', () => {
  test('each fault is a separate failure', () => {
    const faults = ['MCC is missing', 'PUBLIC_URL is not a URL'];
    expect(
      checkConfiguration({ kind: 'faulty', faults }).map(({ verdict, says }) => [verdict, says]),
    ).toEqual([
      ['fail', 'MCC is missing'],
      ['fail', 'PUBLIC_URL is not a URL'],
    ]);
  });
});
