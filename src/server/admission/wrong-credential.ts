import { answerError, answerRateLimited } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import type { HttpContext } from '../wire/http-context.ts';
import type { RefusalPacer } from './refusal-pacer.ts';
import type { RequestRates } from './request-rates.ts';

export interface WrongCredentialDeps {
  readonly requestRates: RequestRates;
  readonly refusalPacer: RefusalPacer;
  /** How many of our own proxies stand before this process. */
  readonly proxiesCount: number;
}

/**
 * Refuses a wrong credential at the pace of `refusalPacer`: with 401 and `challenge` (the WWW-Authenticate header),
 * with 429 if its address has shown too many of them, or by closing the connection.
 */
export async function answerWrongCredential(
  http: HttpContext,
  { requestRates, refusalPacer, proxiesCount }: WrongCredentialDeps,
  challenge: string,
): Promise<void> {
  const waitMs = requestRates.admitBadLogin(clientAddress(http.request, proxiesCount));
  if ((await refusalPacer.awaitTurn()) === 'cutOff') {
    http.request.socket.destroy();
    return;
  }
  if (waitMs !== null) return answerRateLimited(http, waitMs);
  answerError(http, 401, 'UNAUTHENTICATED', 'The credential is wrong or has expired.', {
    'www-authenticate': challenge,
  });
}
