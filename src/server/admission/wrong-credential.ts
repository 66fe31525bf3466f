import { answerError, answerRateLimited } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import type { Exchange } from '../wire/http-exchange.ts';
import type { Refusals } from './refusals.ts';
import type { Traffic } from './traffic.ts';

/** What it takes to refuse a credential without serving a flood of them. */
export interface CredentialRefusal {
  readonly traffic: Traffic;
  readonly refusals: Refusals;
  /** Proxies of our own that stand before this process. */
  readonly proxiesCount: number;
}

/** Answers a credential that does not work: 401 with `challenge`, 429 where its address has shown too many, or nothing. */
export async function answerWrongCredential(
  exchange: Exchange,
  { traffic, refusals, proxiesCount }: CredentialRefusal,
  challenge: string,
): Promise<void> {
  const waitMs = traffic.admitBadLogin(clientAddress(exchange.request, proxiesCount));
  if ((await refusals.wait()) === 'cutOff') {
    exchange.request.socket.destroy();
    return;
  }
  if (waitMs !== null) return answerRateLimited(exchange, waitMs);
  answerError(exchange, 401, 'UNAUTHENTICATED', 'The credential is wrong or has expired.', {
    'www-authenticate': challenge,
  });
}
