import type { Configuration } from 'openid-client';
import type { Clock } from '../../use-cases/ports/clock.ts';
import type { Role } from '../caller.ts';
import { flowLifeMs, hashOfState, type OpenIdFlows } from './open-id-flow.ts';
import type { PeopleStore } from './people-store.ts';

/** The longest wait for one answer of the provider, in seconds. */
const timeoutSeconds = 5;
/** How long the provider's description of itself is used. */
const discoveryLifeMs = 60 * 60_000;
/** After a failure the provider is left alone for this long. */
const retryAfterMs = 5_000;
/** People who leave for the provider, and people who come back from it, at once: nobody can make the gateway flood it. */
const leavingMax = 10;
const returningMax = 10;
/** By how much the provider's clock may differ from ours, in seconds. */
const clockToleranceSeconds = 30;

/** The merchant's identity provider, and what its groups mean here. */
export interface OpenIdSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** The claim that lists a person's groups. */
  readonly groupsClaim: string;
  /** The first group that a person is in decides; empty: groups do not matter, and each person's own role counts. */
  readonly roles: readonly { readonly group: string; readonly role: Role }[];
}

/** Who came back from the provider. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly groups: readonly string[];
}

/** Signing in at the provider: authorization code with PKCE, state and nonce. */
export interface OpenId {
  /** Where to send the browser, and what it keeps meanwhile. Rejects with OpenIdUnavailable if the provider does not answer. */
  begin(): Promise<{ readonly url: URL; readonly flow: string }>;
  /**
   * Reads what the browser brought back. Rejects with OpenIdUnavailable, or with another error if it does not prove who
   * signs in. Without a flow that `begin` gave lately, and that nobody came back with, the provider is asked for nothing.
   */
  finish(query: string, flow: string): Promise<Identity>;
}

/** Thrown if the provider does not answer, or too many requests to it are under way. */
export class OpenIdUnavailable extends Error {
  override readonly name = 'OpenIdUnavailable';
}

/**
 * Makes the client of the provider. Nothing is loaded or requested before somebody signs in, so a provider that is away
 * stops neither a start nor a payment.
 */
export function createOpenId(
  settings: OpenIdSettings,
  redirectUrl: URL,
  {
    clock,
    flows,
    people,
  }: {
    readonly clock: Clock;
    readonly flows: OpenIdFlows;
    readonly people: Pick<PeopleStore, 'useFlow'>;
  },
): OpenId {
  let known: { readonly configuration: Configuration; readonly atMs: number } | null = null;
  let running: Promise<Configuration> | null = null;
  let failedAtMs = Number.NEGATIVE_INFINITY;
  const leaving = createTurnstile(leavingMax);
  const returning = createTurnstile(returningMax);

  async function discover(): Promise<Configuration> {
    const nowMs = clock.elapsedMs();
    if (known !== null && nowMs - known.atMs < discoveryLifeMs) return known.configuration;
    if (nowMs - failedAtMs < retryAfterMs) throw new OpenIdUnavailable('The provider failed a moment ago.');
    running ??= load().finally(() => {
      running = null;
    });
    return running;
  }

  async function load(): Promise<Configuration> {
    const client = await import('openid-client');
    const { issuer, clientId, clientSecret } = settings;
    try {
      const configuration = await client.discovery(
        issuer,
        clientId,
        { client_secret: clientSecret, [client.clockTolerance]: clockToleranceSeconds },
        // Every provider must know it (RFC 6749, 2.3.1).
        client.ClientSecretBasic(clientSecret),
        {
          timeout: timeoutSeconds,
          // The configuration allows http at a loopback address alone.
          execute: [
            client.enableNonRepudiationChecks,
            ...(issuer.protocol === 'http:' ? [client.allowInsecureRequests] : []),
          ],
        },
      );
      known = { configuration, atMs: clock.elapsedMs() };
      return configuration;
    } catch (error) {
      failedAtMs = clock.elapsedMs();
      throw new OpenIdUnavailable(`${issuer.origin} did not answer`, { cause: error });
    }
  }

  return {
    begin: () =>
      leaving(async () => {
        const configuration = await discover();
        const client = await import('openid-client');
        const flow = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          verifier: client.randomPKCECodeVerifier(),
        };
        const url = client.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUrl.href,
          scope: settings.scope,
          state: flow.state,
          nonce: flow.nonce,
          code_challenge: await client.calculatePKCECodeChallenge(flow.verifier),
          code_challenge_method: 'S256',
        });
        return { url, flow: flows.write(flow) };
      }),

    async finish(query, text) {
      const flow = flows.read(text);
      if (flow === null) throw new Error('this browser did not leave from here, or long ago');
      return returning(async () => {
        const configuration = await discover();
        const client = await import('openid-client');
        const now = clock.now();
        const endsAt = new Date(now.getTime() + flowLifeMs);
        if (!(await people.useFlow(hashOfState(flow.state), now, endsAt)))
          throw new Error('this browser came back with this sign-in before');
        const returned = new URL(redirectUrl);
        returned.search = query;
        const tokens = await client.authorizationCodeGrant(configuration, returned, {
          pkceCodeVerifier: flow.verifier,
          expectedState: flow.state,
          expectedNonce: flow.nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('the provider sent no ID token');
        const { groupsClaim, roles } = settings;
        const isAsked = roles.length > 0 && claims[groupsClaim] === undefined;
        const info =
          isAsked && configuration.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
            : claims;
        // A provider of many tenants could vouch for people of another one.
        const issuer = issuerOf(settings);
        if (withoutSlash(claims.iss) !== issuer) throw new Error('the ID token is of another issuer');
        return { issuer, subject: claims.sub, groups: textsIn(info[groupsClaim]) };
      });
    },
  };
}

/** Lets this many calls through at once, and turns the others away. */
function createTurnstile(callsMax: number) {
  let callCount = 0;
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (callCount >= callsMax) throw new OpenIdUnavailable('Too many people are signing in.');
    callCount += 1;
    try {
      return await work();
    } catch (error) {
      throw isOutage(error) ? new OpenIdUnavailable('The provider did not answer.', { cause: error }) : error;
    } finally {
      callCount -= 1;
    }
  };
}

/** The issuer as accounts of it are recorded. */
export function issuerOf({ issuer }: Pick<OpenIdSettings, 'issuer'>): string {
  return withoutSlash(issuer.href);
}

function withoutSlash(text: string): string {
  return text.replace(/\/$/, '');
}

/** The role of somebody in these groups; null: none of them has one. */
export function roleOfGroups({ roles }: OpenIdSettings, groups: readonly string[]): Role | null {
  return roles.find(({ group }) => groups.includes(group))?.role ?? null;
}

function textsIn(claim: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  return entries.filter((entry) => typeof entry === 'string');
}

/** Whether the provider could not be reached, or was too slow, or has a fault of its own. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof TypeError && error.message === 'fetch failed') return true;
  const { code, status } = error as { code?: unknown; status?: unknown };
  return code === 'OAUTH_TIMEOUT' || (typeof status === 'number' && status >= 500);
}
