import { createGatewayClient, type GatewayClient } from '../../core/gateway-client.ts';
import { GatewayError, readAnswer } from '../../core/gateway-error.ts';
import type { Language } from '../wording/wording.ts';

/** Somebody who is signed in. */
interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** Who is signed in, and the client that acts in their name. */
export interface Session {
  readonly person: Person;
  readonly client: GatewayClient;
  /** Sends one of DANA's settlement files. Throws GatewayError; its message says in this language why nothing was imported. */
  importSettlementFile(file: File, language: Language): Promise<SettlementImport>;
  /** Ends the session in every tab. */
  signOut(): Promise<void>;
}

/** What became of a settlement file. `known`: the same file was imported before. */
export type SettlementImport =
  | { readonly status: 'known' }
  | { readonly status: 'imported'; readonly lineCount: number; readonly net: string };

/** Whether somebody is signed in, and how people may sign in. */
export interface SignedIn {
  readonly session: Session | null;
  readonly ways: readonly string[];
}

/** The gateway's sign-in, for the console at `base`. The session is a cookie that no script can read. */
export interface SignInService {
  /** Where a person leaves for the identity provider. */
  readonly openIdUrl: string;
  /** The session that this browser has. Throws GatewayError. */
  resume(): Promise<SignedIn>;
  /** Exchanges a personal key for a session. Throws GatewayError: UNAUTHENTICATED, FORBIDDEN (a server's key). */
  withKey(key: string): Promise<Session | null>;
  /** Exchanges the code of a link, once. Throws GatewayError: UNAUTHENTICATED. */
  withCode(code: string): Promise<Session | null>;
}

/** What the gateway answers; `token` proves that a request comes from this page. */
interface Answer {
  readonly session: {
    readonly person: Person;
    readonly token: string;
  } | null;
  readonly ways?: readonly string[];
}

const requestTimeoutMs = 30_000;

/** `base`: the address of the console without a trailing slash. */
export function createSignInService(base: string): SignInService {
  async function post(path: string, body: object, token?: string): Promise<Answer> {
    const response = await fetch(`${base}/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(requestTimeoutMs),
    }).catch((error: unknown) => {
      throw new GatewayError('NETWORK', String(error));
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok && typeof answer === 'object' && answer !== null && 'session' in answer)
      return answer as Answer;
    return readAnswer(answer) as Answer;
  }

  function sessionOf({ session }: Answer): Session | null {
    if (session === null) return null;
    const { person, token } = session;
    return {
      person,
      async importSettlementFile(file, language) {
        const response = await fetch(`${base}/settlement`, {
          method: 'POST',
          // Headers are bytes: the name goes as UTF-8.
          headers: {
            authorization: `Bearer ${token}`,
            'accept-language': language.toLowerCase(),
            'x-file-name': String.fromCharCode(...new TextEncoder().encode(file.name)),
          },
          body: file,
        });
        const answer: unknown = await response.json().catch(() => null);
        return response.ok ? (answer as SettlementImport) : (readAnswer(answer) as SettlementImport);
      },
      client: createGatewayClient({ url: `${base}/graphql`, token }),
      signOut: async () => void (await post('sign-out', {}, token)),
    };
  }

  return {
    openIdUrl: `${base}/sign-in/start`,
    async resume() {
      const answer = await post('session', {});
      return { session: sessionOf(answer), ways: answer.ways ?? [] };
    },
    withKey: async (key) => sessionOf(await post('sign-in/key', { key })),
    withCode: async (code) => sessionOf(await post('sign-in/code', { code })),
  };
}
