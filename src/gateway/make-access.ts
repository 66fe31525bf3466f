import { type Authenticate, createAuthenticate } from '../access/authenticate.ts';
import { type CheckoutTokens, createCheckoutTokens } from '../access/checkout-token.ts';
import { type ClientTokens, createClientTokens } from '../access/client-token.ts';
import { type ConsoleSessions, createConsoleSessions } from '../access/console/console-sessions.ts';
import { createOpenId, type OpenId } from '../access/console/open-id.ts';
import { createOpenIdFlows } from '../access/console/open-id-flow.ts';
import { createSignIn, type SignIn } from '../access/console/sign-in.ts';
import { type RevocationWatch, watchRevocations } from '../access/revocation-watch.ts';
import { bootstrapServerKey, findServerKeyAmong, findServerKeyInStore } from '../access/server-keys.ts';
import { publicUrlOf } from '../config/public-url.ts';
import type { GatewaySettings } from '../config/settings.ts';
import { consolePath } from '../server/console/session-cookie.ts';
import { createCredentialStore } from '../store/access/credential-store.ts';
import { createPeopleStore } from '../store/access/people-store.ts';
import { createSessionStore } from '../store/access/session-store.ts';
import type { Database } from '../store/postgres/database.ts';
import type { RoundFailures } from '../use-cases/background/round-failures.ts';
import { makeBatchedRead } from '../use-cases/orders/read-in-batches.ts';
import type { Chance } from '../use-cases/ports/chance.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';

/** Who may call this gateway: server keys, the tokens of orders and checkouts, and their revocation. */
export interface Access {
  readonly authenticate: Authenticate;
  readonly clientTokens: ClientTokens;
  readonly checkoutTokens: CheckoutTokens;
  /** Reads the database until it is closed. */
  readonly revocations: RevocationWatch;
  readonly sessions: ConsoleSessions;
  readonly signIn: SignIn;
  readonly openId: OpenId | null;
}

/** Credentials of one environment never work in another: the tokens name theirs, and keys bear it as a prefix. */
export function makeAccess(
  settings: GatewaySettings,
  {
    database,
    clock,
    chance,
    log,
    failures,
  }: {
    readonly database: Database;
    readonly clock: Clock;
    readonly chance: Chance;
    readonly log: Log;
    readonly failures: RoundFailures;
  },
): Access {
  const { mode, dana, serverKey, tokenSecrets, openId } = settings;
  const signing = { secrets: tokenSecrets, environment: `${mode}:${dana.environment}` };
  const clientTokens = createClientTokens(signing);
  const checkoutTokens = createCheckoutTokens(signing);
  const store = createCredentialStore(database);
  const environment = dana.environment === 'production' ? 'live' : 'test';
  const authenticate = createAuthenticate({
    findServerKey: [
      findServerKeyAmong([bootstrapServerKey(serverKey)]),
      findServerKeyInStore({ store, environment, clock, log }),
    ],
    clientTokens,
    checkoutTokens,
    isOrderAccessRevoked: isAmong(store.revokedOrdersAmong),
    isCheckoutAccessRevoked: isAmong(store.revokedCheckoutsAmong),
    clock,
  });
  const people = createPeopleStore(database);
  const sessions = createConsoleSessions({ store: createSessionStore(database), clock, chance, log });
  return {
    authenticate,
    sessions,
    signIn: createSignIn({ authenticate, sessions, people, openId, clock, log }),
    openId:
      openId &&
      createOpenId(openId, callbackUrlOf(settings), {
        clock,
        flows: createOpenIdFlows(signing, clock),
        people,
      }),
    clientTokens,
    checkoutTokens,
    revocations: watchRevocations({ store, clock, log, failures }),
  };
}

/** Whether an id is among those that a read of many finds: credentials that come together are checked by one statement. */
function isAmong(readMany: (ids: readonly string[]) => Promise<readonly string[]>) {
  const find = makeBatchedRead({ readMany, keyOf: (id) => id });
  return async (id: string) => (await find(id)) !== null;
}

/** Where the identity provider leads people back to; it must be registered there. */
function callbackUrlOf(settings: GatewaySettings): URL {
  return new URL(`${publicUrlOf(settings).href.replace(/\/+$/, '')}${consolePath}/sign-in/callback`);
}
