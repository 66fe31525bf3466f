import { expect, test } from 'vitest';
import { InvalidInputRef } from '../../../src/graphql/problems/invalid-input.ts';
import { TemporarilyUnavailableRef } from '../../../src/graphql/problems/temporarily-unavailable.ts';
import { outcomeUnion } from '../../../src/graphql/schema/outcome-union.ts';
import type { PaymentOptionsOutcome } from '../../../src/use-cases/outcomes.ts';

/** Never called: `tsc` checks it, and complains if the mistake were no mistake. */
function declareForgetfully() {
  return outcomeUnion<PaymentOptionsOutcome>(
    'Forgetful',
    'A union without PaymentOptions.',
    // @ts-expect-error an outcome of the use case has no type here
    { InvalidInput: InvalidInputRef, TemporarilyUnavailable: TemporarilyUnavailableRef },
  );
}

/** Never called either: a type under the name of another outcome. */
function declareWrongly() {
  return outcomeUnion<Exclude<PaymentOptionsOutcome, { kind: 'PaymentOptions' }>>(
    'Mistaken',
    'A union whose members were exchanged.',
    // @ts-expect-error the shapes do not fit the names
    { InvalidInput: TemporarilyUnavailableRef, TemporarilyUnavailable: InvalidInputRef },
  );
}

test('a union with a missing or wrong outcome does not compile', () => {
  expect([declareForgetfully, declareWrongly]).toHaveLength(2);
});
