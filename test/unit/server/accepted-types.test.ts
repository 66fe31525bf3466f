import { expect, test } from 'vitest';
import { acceptedTypes } from '../../../src/server/graphql/accepted-types.ts';

const json = 'application/json';
const response = 'application/graphql-response+json';
const events = 'text/event-stream';

test.each([
  [undefined, json, false],
  ['', json, false],
  [', ,', json, false],
  [json, json, false],
  ['APPLICATION/JSON ; charset=UTF-8', json, false],
  [response, response, false],
  [`${response}, ${json};q=0.9`, response, false],
  [`${json}, ${response}`, json, false],
  ['*/*', json, true],
  ['application/*', json, false],
  ['multipart/mixed', json, false],
  [`multipart/mixed;deferSpec=20220824, ${response}`, response, false],
  [events, events, true],
  ['text/*', events, true],
  [`${events}, ${response}`, response, true],
  ['text/html', null, false],
  ['text/html, */*;q=0.1', json, true],
  [`${json}; charset=utf-16`, null, false],
])('Accept: %s gets %s, and a stream: %s', (accept, result, isStreamAccepted) => {
  expect(acceptedTypes(accept)).toEqual({ result, isStreamAccepted });
});
