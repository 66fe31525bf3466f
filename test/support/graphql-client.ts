import { CloseCode, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocument } from '../../src/client/core/typed-document.ts';

/** A GraphQL client as small as a test can have it: typed documents, one credential, real sockets. */
export interface TestClient {
  /** Data, or an error that carries everything the gateway said. */
  request<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables): Promise<Data>;
  /** Every value of a subscription over WebSocket, until it completes or the loop is left. */
  watch<Data, Variables extends Record<string, unknown>>(
    document: TypedDocument<Data, Variables>,
    variables: Variables,
  ): AsyncGenerator<Data, void, undefined>;
  close(): Promise<void>;
}

export function createTestClient(url: string, credential: string): TestClient {
  const authorization = `Bearer ${credential}`;
  const socket = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 5,
    // A machine that is busy with other tests may be late to say who it is; nothing else is tried again.
    shouldRetry: (end) => (end as { code?: unknown }).code === CloseCode.ConnectionInitialisationTimeout,
    lazy: true,
  });

  return {
    async request(document, variables) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ query: document.toString(), variables }),
      });
      const answer = (await response.json()) as { data?: unknown; errors?: unknown };
      if (answer.errors !== undefined || answer.data === undefined) {
        throw new Error(`HTTP ${response.status}: ${JSON.stringify(answer)}`);
      }
      return answer.data as never;
    },

    async *watch(document, variables) {
      const results = socket.iterate({ query: document.toString(), variables });
      for await (const result of results) {
        if (result.errors !== undefined) throw new Error(JSON.stringify(result.errors));
        yield result.data as never;
      }
    },

    async close() {
      await socket.dispose();
    },
  };
}
