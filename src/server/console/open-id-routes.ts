import { type OpenId, OpenIdUnavailable } from '../../access/console/open-id.ts';
import type { SignIn, SignInOutcome } from '../../access/console/sign-in.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import type { RequestRates } from '../admission/request-rates.ts';
import { answerRateLimited } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import { type HttpContext, writeHead } from '../wire/http-context.ts';
import { type ConsoleCookies, consolePath } from './session-cookie.ts';

interface OpenIdRoutesDeps {
  readonly openId: OpenId;
  readonly signIn: Pick<SignIn, 'withIdentity'>;
  readonly cookies: ConsoleCookies;
  readonly requestRates: RequestRates;
  readonly proxiesCount: number;
  readonly log: Log;
}

/** Why nobody was signed in, for the page. */
type Failure = 'denied' | 'unavailable' | 'failed' | 'unlinked' | 'noRole';

/**
 * Signing in at an identity provider, by two navigations of the browser: one leaves for the provider, the other comes back
 * with a code. Both end with a redirect, the second one to the console; what went wrong stands in its fragment.
 */
export function createOpenIdRoutes(
  deps: OpenIdRoutesDeps,
): Readonly<Record<string, (http: HttpContext) => Promise<void>>> {
  const { openId, signIn, cookies, log } = deps;

  function fail(http: HttpContext, reason: Failure, error?: unknown, subject = ''): void {
    log.warn('sign_in.failed', { requestId: http.requestId, reason, subject: subject || undefined, error });
    const more = subject === '' ? '' : `&subject=${encodeURIComponent(subject)}`;
    redirect(http, `${cookies.path}#sign-in-failed=${reason}${more}`);
  }

  function answer(http: HttpContext, outcome: SignInOutcome): void {
    switch (outcome.kind) {
      case 'signedIn': {
        const { secret, session } = outcome;
        http.response.appendHeader('set-cookie', cookies.write(secret, session.caller.expiresAt));
        redirect(http, cookies.path);
        break;
      }
      case 'unlinked':
        fail(http, 'unlinked', undefined, outcome.subject);
        break;
      case 'noRole':
        fail(http, 'noRole');
        break;
      case 'invalid':
      case 'noPerson':
        fail(http, 'failed');
    }
  }

  function guarded(work: (http: HttpContext) => Promise<void>) {
    return async (http: HttpContext): Promise<void> => {
      const address = clientAddress(http.request, deps.proxiesCount);
      const { openIdCost } = http.limits;
      const admission = deps.requestRates.admitOperation({ kind: 'anonymous' }, address, openIdCost);
      if (admission.kind === 'tooOften') return answerRateLimited(http, admission.waitMs);
      await work(http).catch((error: unknown) => {
        const isOutage = error instanceof OpenIdUnavailable || error instanceof StoreUnavailable;
        fail(http, isOutage ? 'unavailable' : isDenial(error) ? 'denied' : 'failed', error);
      });
    };
  }

  return {
    [`${consolePath}/sign-in/start`]: guarded(async (http) => {
      const { url, flow } = await openId.begin();
      http.response.appendHeader('set-cookie', cookies.writeFlow(flow));
      redirect(http, url.href);
    }),

    [`${consolePath}/sign-in/callback`]: guarded(async (http) => {
      const { request, response } = http;
      response.appendHeader('set-cookie', cookies.clearFlow());
      const [, query = ''] = (request.url ?? '').split('?', 2);
      answer(http, await signIn.withIdentity(await openId.finish(query, cookies.readFlow(request) ?? '')));
    }),
  };
}

function redirect(http: HttpContext, location: string): void {
  writeHead(http, 303, { location, 'content-length': 0 }).end();
}

/** The person said no at the provider, or may not use this client there (RFC 6749, 4.1.2.1). */
function isDenial(error: unknown): boolean {
  return error instanceof Error && 'error' in error && error.error === 'access_denied';
}
