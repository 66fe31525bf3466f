import { setTimeout as wait } from 'node:timers/promises';
import type { GatewayClient } from '../../../src/client/core/gateway-client.ts';
import { asGatewayError } from '../../../src/client/core/gateway-error.ts';
import { EventsDocument } from '../../../src/client/core/generated/graphql.ts';
import type { FollowedEvent } from '../history/history.ts';

/** How often a merchant's server polls for new events after it has read all. */
const readAgainMs = 200;
const pageCount = 100;

/**
 * A merchant's server that follows the list of events by its cursor, and queries one gateway after the other.
 * Begins at once, writes into `followed`, and continues until it is closed; `close` throws if it met anything
 * but a passing error.
 */
export function followEvents(clients: readonly GatewayClient[], followed: FollowedEvent[]) {
  const stop = new AbortController();
  const { signal } = stop;

  async function follow(): Promise<void> {
    let after: string | null = null;
    for (let turn = 0; !signal.aborted; turn += 1) {
      const page = await readPage(clients[turn % clients.length], after);
      for (const { order } of page?.nodes ?? []) {
        followed.push({ partnerReferenceNo: order.partnerReferenceNo, version: order.version });
      }
      after = page?.pageInfo.endCursor ?? after;
      if (!page?.pageInfo.hasNextPage) await wait(readAgainMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async function readPage(client: GatewayClient | undefined, after: string | null) {
    try {
      return (await client?.request(EventsDocument, { first: pageCount, after }, { signal }))?.events;
    } catch (thrown) {
      if (signal.aborted || asGatewayError(thrown).isRetryable) return undefined;
      throw thrown;
    }
  }

  const following = follow();
  following.catch(() => undefined);
  return {
    async close(): Promise<void> {
      stop.abort();
      await following;
    },
  };
}
