import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asGatewayError } from '../../core/gateway-error.ts';
import { ConsoleOrderDocument, OrderSettlementDocument } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import type { ShownOrder, ShownSettlement } from './shown-order.ts';

/** How often an order is read again whose stream has ended, in milliseconds. */
const rereadMs = 10_000;

/** What is known about an order; it follows the order's changes. */
interface FollowedOrder {
  /** Null until it was read. */
  readonly order: ShownOrder | null;
  readonly settlement: ShownSettlement | null;
  readonly isMissing: boolean;
  /** Whether changes arrive by themselves. */
  readonly isLive: boolean;
  /** Reads the order again, after a query to DANA if `isFresh`. Returns its verdict, or null if the order is gone. */
  read(isFresh?: boolean): Promise<ShownOrder['verdict'] | null>;
}

/** Reads an order in the language of the console, and again with each change. */
export function useOrder(id: string): FollowedOrder {
  const { client, language, onSignedOut } = useConsole();
  const [order, setOrder] = useState<ShownOrder | null>(null);
  const [settlement, setSettlement] = useState<ShownSettlement | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [isLive, setLive] = useState(true);
  const spoken = useRef(language);
  spoken.current = language;
  const requestCount = useRef(0);
  const shown = useRef({ request: 0, version: 0 });

  const read = useCallback(
    async (isFresh = false) => {
      const request = ++requestCount.current;
      const found = await client.request(ConsoleOrderDocument, { by: { id }, fresh: isFresh, language });
      if (!found.order) {
        setMissing(true);
        return null;
      }
      const { partnerReferenceNo, version, verdict } = found.order;
      // A slow answer shows neither an earlier state again nor the language that somebody has left. A version alone says
      // nothing: it decreases if the gateway's database was restored.
      const isOvertaken = request < shown.current.request && version < shown.current.version;
      if (isOvertaken || language !== spoken.current) return verdict;
      shown.current = { request: Math.max(request, shown.current.request), version };
      setOrder(found.order);
      // A key may be allowed to read orders and not settlements.
      const said = await client.request(OrderSettlementDocument, { partnerReferenceNo }).catch(() => null);
      setSettlement(said?.order?.settlement ?? null);
      return verdict;
    },
    [client, id, language],
  );

  // Whatever changes the order shows at once. The stream of an order at which nothing is under way ends after a minute; people
  // may still decide about it, so from then on it is read again and again.
  useEffect(() => {
    const watch = client.watchOrder({ orderId: id });
    let isLeft = false;
    let timer: ReturnType<typeof setInterval> | undefined;
    const failed = (thrown: unknown) => {
      if (isLeft) return;
      setLive(false);
      if (asGatewayError(thrown).code === 'UNAUTHENTICATED') onSignedOut();
    };
    const reread = async () => {
      await read();
      setLive(true);
    };
    void (async () => {
      for await (const { connection } of watch) {
        // The last view of a watch that this page has closed: the screen is another one, or speaks another language.
        if (isLeft) return;
        if (connection === 'reconnecting') setLive(false);
        else await reread().catch(failed);
      }
      if (isLeft) return;
      timer = setInterval(
        () => document.visibilityState === 'visible' && void reread().catch(failed),
        rereadMs,
      );
    })().catch(failed);
    void reread().catch(failed);
    return () => {
      isLeft = true;
      clearInterval(timer);
      watch.close();
    };
  }, [client, id, read, onSignedOut]);

  return { order, settlement, isMissing, isLive, read };
}
