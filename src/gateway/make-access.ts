import { type Authenticate, createAuthenticate } from '../access/authenticate.ts';
import { type CheckoutTokens, createCheckoutTokens } from '../access/checkout-token.ts';
import { type ClientTokens, createClientTokens } from '../access/client-token.ts';
import { type RevocationWatch, watchRevocations } from '../access/revocation-watch.ts';
import { bootstrapServerKey, findServerKeyAmong, findServerKeyInStore } from '../access/server-keys.ts';
import type { GatewaySettings } from '../config/settings.ts';
import { createCredentialStore } from '../store/access/credential-store.ts';
import type { Database } from '../store/postgres/database.ts';
import type { RoundFailures } from '../use-cases/background/round-failures.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';

/** Who may call this gateway: server keys, the tokens of orders and checkouts, and their revocation. */
export interface Access {
  readonly authenticate: Authenticate;
  readonly clientTokens: ClientTokens;
  readonly checkoutTokens: CheckoutTokens;
  /** Reads the database until it is closed. */
  readonly revocations: RevocationWatch;
}

/** Credentials of one environment never work in another: the tokens name theirs, and keys bear it as a prefix. */
export function makeAccess(
  { mode, dana, serverKey, tokenSecrets }: GatewaySettings,
  {
    database,
    clock,
    log,
    failures,
  }: {
    readonly database: Database;
    readonly clock: Clock;
    readonly log: Log;
    readonly failures: RoundFailures;
  },
): Access {
  const signing = { secrets: tokenSecrets, environment: `${mode}:${dana.environment}` };
  const clientTokens = createClientTokens(signing);
  const checkoutTokens = createCheckoutTokens(signing);
  const store = createCredentialStore(database);
  const environment = dana.environment === 'production' ? 'live' : 'test';
  return {
    authenticate: createAuthenticate({
      findServerKey: [
        findServerKeyAmong([bootstrapServerKey(serverKey)]),
        findServerKeyInStore({ store, environment, clock, log }),
      ],
      clientTokens,
      checkoutTokens,
      isOrderAccessRevoked: store.isOrderAccessRevoked,
      isCheckoutAccessRevoked: store.isCheckoutAccessRevoked,
      clock,
    }),
    clientTokens,
    checkoutTokens,
    revocations: watchRevocations({ store, clock, log, failures }),
  };
}
