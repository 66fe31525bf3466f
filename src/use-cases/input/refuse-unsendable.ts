import type { InvalidInput } from '../outcomes.ts';
import { RequestInvalid } from '../ports/payment-provider.ts';

/**
 * Runs what writes a body for DANA and then records it. If DANA would never take the body, the input is refused: our
 * own rules have missed one of DANA's, and an intent on record could never be carried out.
 */
export async function refuseUnsendable<Result>(run: () => Promise<Result>): Promise<Result | InvalidInput> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof RequestInvalid)) throw error;
    const issues = error.fields.map((field) => ({ path: [field], rule: 'CANNOT_BE_SENT' }) as const);
    return { kind: 'InvalidInput', issues };
  }
}
