import { expect } from 'vitest';
import type { RawAnswer } from '../../../src/dana/answers/raw-answer.ts';
import { readReply } from '../../../src/dana/answers/read-reply.ts';
import { parseSnapAnswer } from '../../../src/dana/answers/snap-answer.ts';
import type { DanaOperation } from '../../../src/dana/response-codes.ts';

/** What the gateway makes of an answer of DANA; `body` is sent as it is if it is a text, else as JSON. */
export function reply(operation: DanaOperation, httpStatus: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer: RawAnswer = { kind: 'answered', httpStatus, body: text, snap: parseSnapAnswer(text) };
  return readReply(operation, answer);
}

/** An unknown outcome with a reason like this one. */
export const unknown = (reason: RegExp, more: object = {}) => ({
  kind: 'unknown',
  reason: expect.stringMatching(reason),
  isOurFault: false,
  isInProgress: false,
  ...more,
});
