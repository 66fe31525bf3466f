import type { Caller } from './caller.ts';
import { type ClientTokens, clientTokenPrefix } from './client-token.ts';
import type { FindServerKey } from './server-keys.ts';

/** Longer than any credential of ours; what is longer is not hashed at all. */
export const credentialCharsMax = 512;

/**
 * Who a text like `Bearer …` stands for. Undefined (no such header) is the anonymous caller; a text that is
 * there and wrong, of any kind, is `invalid` and never the anonymous caller: whoever presents a credential must
 * learn that it does not work.
 */
export type Authenticate = (authorization: string | undefined) => Promise<Caller | 'invalid'>;

/** `now`: tokens expire by the gateway's own clock. */
export function createAuthenticate(credentials: {
  readonly findServerKey: FindServerKey;
  readonly clientTokens: ClientTokens;
  readonly now: () => Date;
}): Authenticate {
  return async (authorization) => {
    if (authorization === undefined) return { kind: 'anonymous' };
    if (authorization.length > credentialCharsMax) return 'invalid';
    // RFC 6750 (Bearer) with RFC 9110's rule that the name of a scheme has no case.
    if (!/^bearer /i.test(authorization)) return 'invalid';
    const credential = authorization.slice('bearer '.length).trim();
    const caller = credential.startsWith(clientTokenPrefix)
      ? credentials.clientTokens.verify(credential, credentials.now())
      : await credentials.findServerKey(credential);
    return caller ?? 'invalid';
  };
}
