import { expect, test } from 'vitest';
import { codeOf } from '../../../src/runtime/error-code.ts';

test.each([
  ['an error of the system', Object.assign(new Error('lost'), { code: 'ECONNRESET' }), 'ECONNRESET'],
  ['a number', { code: 53 }, '53'],
  ['an error without a code', new Error('a bug'), undefined],
  ['a code that is an object', { code: {} }, undefined],
  ['no object', 'ECONNRESET', undefined],
  ['null', null, undefined],
])('the code of %s', (_name, error, code) => {
  expect(codeOf(error)).toBe(code);
});
