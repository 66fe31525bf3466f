import { type ConsoleSession, isPageTokenOf } from '../../access/console/console-sessions.ts';
import type { SignInOutcome } from '../../access/console/sign-in.ts';
import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { answerWrongCredential, type WrongCredentialDeps } from '../admission/wrong-credential.ts';
import { answerError, answerJson, answerRateLimited } from '../wire/answers.ts';
import { clientAddress } from '../wire/client-address.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { readBody } from '../wire/read-body.ts';
import type { ConsoleOptions } from './console-options.ts';
import { type ConsoleCookies, consolePath } from './session-cookie.ts';

interface SessionRoutesDeps extends WrongCredentialDeps {
  readonly cookies: ConsoleCookies;
}

type Route = (http: HttpContext) => Promise<void>;

/** Signing in and out, and who is signed in: each is asked by POST, by a page of our own. */
export function createSessionRoutes(
  { sessions, signIn, openId }: Pick<ConsoleOptions, 'sessions' | 'signIn' | 'openId'>,
  deps: SessionRoutesDeps,
): Readonly<Record<string, Route>> {
  const { cookies } = deps;
  /** How people may sign in here. */
  const ways = openId === null ? ['key'] : ['key', 'openId'];

  async function answerSignIn(http: HttpContext, outcome: SignInOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'signedIn': {
        const { secret, session } = outcome;
        http.response.setHeader('set-cookie', cookies.write(secret, session.caller.expiresAt));
        return answerJson(http, 200, { session: shown(session) });
      }
      case 'invalid':
      case 'unlinked':
      case 'noRole':
        return answerWrongCredential(http, deps, 'Bearer error="invalid_token"');
      case 'noPerson':
        return answerError(
          http,
          403,
          'FORBIDDEN',
          'This key is a server’s. A person signs in with their own.',
        );
    }
  }

  return {
    [`${consolePath}/session`]: guarded(deps, async (http) => {
      const session = await sessions.find(cookies.read(http.request));
      answerJson(http, 200, { session: session && shown(session), ways });
    }),

    [`${consolePath}/sign-in/key`]: guarded(deps, async (http) => {
      const key = await readText(http, 'key');
      if (key !== null) await answerSignIn(http, await signIn.withKey(key));
    }),

    [`${consolePath}/sign-in/code`]: guarded(deps, async (http) => {
      const code = await readText(http, 'code');
      if (code !== null) await answerSignIn(http, await signIn.withCode(code));
    }),

    [`${consolePath}/sign-out`]: guarded(deps, async (http) => {
      const session = await sessions.find(cookies.read(http.request));
      if (session !== null) {
        if (!isPageTokenOf(session, http.request.headers.authorization))
          return answerWrongCredential(http, deps, 'Bearer error="invalid_token"');
        await sessions.end(session);
      }
      http.response.setHeader('set-cookie', cookies.clear());
      answerJson(http, 200, { session: null });
    }),
  };
}

/** What the page learns about its session. */
function shown({ caller: { operator, expiresAt }, pageToken }: ConsoleSession) {
  const { id, name, role } = operator;
  return { person: { id, name, role }, token: pageToken, expiresAt: expiresAt.toISOString() };
}

/** A route that is bounded by address, and that answers 503 while the database is away. */
function guarded(deps: SessionRoutesDeps, route: Route): Route {
  return async (http) => {
    const address = clientAddress(http.request, deps.proxiesCount);
    const { signInCost } = http.limits;
    const admission = deps.requestRates.admitOperation({ kind: 'anonymous' }, address, signInCost);
    if (admission.kind === 'tooOften') return answerRateLimited(http, admission.waitMs);
    await route(http).catch((error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      const message = 'The gateway cannot reach its database now. Repeat the same request.';
      answerError(http, 503, 'SERVICE_UNAVAILABLE', message);
    });
  };
}

/** One text of a body of JSON; null if there is none, and then the request is answered. */
async function readText(http: HttpContext, name: string): Promise<string | null> {
  const { request, limits } = http;
  const body = /^application\/json *(;|$)/i.test(request.headers['content-type'] ?? '')
    ? await readBody(request, limits.signInBodyBytesMax)
    : null;
  if (body?.kind === 'aborted') return null;
  const text = body?.kind === 'complete' ? textIn(body.bytes, name) : null;
  if (text === null)
    answerError(http, 400, 'BAD_REQUEST', `The body is a JSON object with the text ${name}.`);
  return text;
}

function textIn(bytes: Buffer, name: string): string | null {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    const text = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    const found: unknown = text.find(([key]) => key === name)?.[1];
    return typeof found === 'string' ? found : null;
  } catch {
    return null;
  }
}
