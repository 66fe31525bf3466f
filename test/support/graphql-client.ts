import { CloseCode, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocument } from '../../src/client/core/typed-document.ts';

/** A GraphQL client as small as a test can have it: typed documents, one credential, real sockets. */
export interface TestClient {
  /** Returns the data, or throws an error that carries everything the gateway answered. */
  request<Data, Variables>(document: TypedDocument<Data, Variables>, variables: Variables): Promise<Data>;
  /** Every value of a subscription over WebSocket, until the stream completes or the caller leaves the loop. */
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
    // A busy machine may acknowledge a connection late; nothing else is repeated.
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
