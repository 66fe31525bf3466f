import type { Authenticate } from '../../access/authenticate.ts';
import { hasScope } from '../../access/caller.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { answerWrongCredential, type WrongCredentialDeps } from '../admission/wrong-credential.ts';
import { answerError } from '../wire/answers.ts';
import type { HttpContext } from '../wire/http-context.ts';

/** Makes a browser prompt for a key (RFC 7617) and send it with every file of this page. */
const challenge =
  'Basic realm="GraphiQL: any name, and as password a server key with ops:read", charset="UTF-8"';

/**
 * Returns the server key that the operator entered at the browser's prompt if it has `ops:read`; otherwise answers the
 * request and returns null. The key travels in a header, never in a URL. It opens this page and its files only:
 * /graphql accepts no Basic credential, so a credential that a browser sends by itself moves no money.
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

/** RFC 7617: the name ends at the first colon; the password may contain further colons. */
function passwordIn(authorization: string): string | null {
  const [, encoded = ''] = /^basic +([\w+/=-]+)$/i.exec(authorization) ?? [];
  const [, password = ''] = /^[^:]*:(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  return password === '' ? null : password;
}
