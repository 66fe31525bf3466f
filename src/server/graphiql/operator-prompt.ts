import type { Authenticate } from '../../access/authenticate.ts';
import { hasScope } from '../../access/caller.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { answerWrongCredential, type WrongCredentialDeps } from '../admission/wrong-credential.ts';
import { answerError } from '../wire/answers.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** Makes a browser ask the person in front of it (RFC 7617), and send the answer with what it loads from here. */
const challenge =
  'Basic realm="GraphiQL: any name, and as password a server key with ops:read", charset="UTF-8"';

/**
 * The server key that a browser was given at its prompt, where it holds ops:read; else answers, and gives null. It
 * travels in a header, never in an address. It opens this page and its files and nothing else: /graphql takes no Basic
 * credential, so that what a browser sends by itself moves no money.
 */
export async function operatorKey(
  http: HttpContext,
  deps: WrongCredentialDeps & { readonly authenticate: Authenticate },
): Promise<string | null> {
  const { authorization } = http.request.headers;
  if (authorization === undefined) {
    answerError(http, 401, 'UNAUTHENTICATED', 'GraphiQL is for operators here.', {
      'www-authenticate': challenge,
    });
    return null;
  }
  const key = passwordIn(authorization);
  try {
    const caller = key === null ? 'invalid' : await deps.authenticate(`Bearer ${key}`);
    if (caller !== 'invalid' && hasScope(caller, 'ops:read')) return key;
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    answerError(http, 503, 'SERVICE_UNAVAILABLE', 'The gateway cannot reach its database now.');
    return null;
  }
  await answerWrongCredential(http, deps, challenge);
  return null;
}

/** RFC 7617: the name ends at the first colon, and the password may have more of them. */
function passwordIn(authorization: string): string | null {
  const [, encoded = ''] = /^basic +([\w+/=-]+)$/i.exec(authorization) ?? [];
  const [, password = ''] = /^[^:]*:(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return password === '' ? null : password;
}
