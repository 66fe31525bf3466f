import type { IncomingMessage } from 'node:http';
import { authenticateSession } from '../../access/console/console-sessions.ts';
import type { Log } from '../../use-cases/ports/log.ts';
import type { WrongCredentialDeps } from '../admission/wrong-credential.ts';
import type { GraphqlHandlerDeps } from '../graphql/graphql-over-http.ts';
import { type IdentifySender, settlementPath } from '../settlement/settlement-upload.ts';
import { answerShowcase } from '../showcase.ts';
import type { SocketDoor } from '../websocket/upgrade-handler.ts';
import { answerError } from '../wire/answers.ts';
import { isOwnOrigin } from '../wire/cross-origin.ts';
import type { HttpContext } from '../wire/http-context.ts';
import type { ConsoleOptions } from './console-options.ts';
import { createOpenIdRoutes } from './open-id-routes.ts';
import { consolePath, createConsoleCookies } from './session-cookie.ts';
import { createSessionRoutes } from './session-routes.ts';

export interface ConsoleDoorDeps extends WrongCredentialDeps {
  /** The handler of GraphQL over HTTP for callers whom `identify` finds. */
  readonly graphqlOf: (identify: GraphqlHandlerDeps['identify']) => (http: HttpContext) => Promise<void>;
  /** The same for settlement files. */
  readonly settlementOf: (identify: IdentifySender) => (http: HttpContext) => Promise<void>;
  readonly publicUrl?: URL;
  readonly log: Log;
}

type Routes = Readonly<Record<string, (http: HttpContext) => Promise<void>>>;

/** Everything below /console. */
export interface ConsoleDoor {
  /** Answers a path of the console; resolves with false, without an answer, if there is nothing at it. */
  answer(http: HttpContext, path: string): Promise<boolean>;
  /** Where the console opens its WebSockets. */
  readonly sockets: ReadonlyMap<string, SocketDoor>;
}

const consoleGraphqlPath = `${consolePath}/graphql`;

/**
 * Makes the door of the console. Its session is a cookie, which browsers send by themselves: so whatever does something
 * proves, beside the cookie, that a page of our own sends it (by `Origin`), and that the page belongs to the session (by its
 * token, as `Authorization`). The cookie counts here and at no other path, and no other credential counts here.
 */
export function createConsoleDoor(options: ConsoleOptions | null, deps: ConsoleDoorDeps): ConsoleDoor {
  if (options === null) return { answer: async () => false, sockets: new Map() };
  const { pages, sessions, openId } = options;
  const cookies = createConsoleCookies(deps.publicUrl);
  const publicOrigin = deps.publicUrl?.origin ?? null;
  const isOwn = (request: IncomingMessage) => isOwnOrigin(request, publicOrigin);
  const authenticateFor = (request: IncomingMessage) => authenticateSession(sessions, cookies.read(request));
  const identify: IdentifySender = (request) => authenticateFor(request)(request.headers.authorization);
  const posts: Routes = {
    [consoleGraphqlPath]: deps.graphqlOf(identify),
    [consolePath + settlementPath]: deps.settlementOf(identify),
    ...createSessionRoutes(options, { ...deps, cookies }),
  };
  /** A navigation names no origin, and does nothing that a person did not confirm at the provider. */
  const navigations: Routes =
    openId === null ? {} : createOpenIdRoutes({ ...deps, openId, signIn: options.signIn, cookies });

  return {
    async answer(http, path) {
      const { method } = http.request;
      const navigation = method === 'GET' ? navigations[path] : undefined;
      if (navigation !== undefined) {
        await navigation(http);
        return true;
      }
      const route = posts[path];
      if (route === undefined) return answerShowcase(http, pages, path);
      if (method !== 'POST') {
        answerError(http, 405, 'METHOD_NOT_ALLOWED', 'It is asked by POST.', { allow: 'POST' });
      } else if (!isOwn(http.request)) {
        answerError(http, 403, 'FORBIDDEN', 'Only a page of this gateway may send this.');
      } else {
        await route(http);
      }
      return true;
    },
    sockets: new Map([[consoleGraphqlPath, { isAllowedOrigin: isOwn, authenticateFor }]]),
  };
}
