import { useCallback, useEffect, useState } from 'preact/hooks';
import { asGatewayError } from '../../core/gateway-error.ts';
import { ConsoleOrderDocument, OrderSettlementDocument } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import { Acts } from './acts.tsx';
import { Particulars } from './particulars.tsx';
import type { ShownOrder, ShownSettlement } from './shown-order.ts';
import { Timeline } from './timeline.tsx';
import { Verdict } from './verdict.tsx';

/** How often an order is read again whose stream has ended, in milliseconds. */
const rereadMs = 10_000;

/** One order: the verdict in large type, what can be done about it, and its timeline with the proof of each fact. */
export function OrderScreen({ id, isLoose }: { id: string; isLoose: boolean }) {
  const { client, language, wording, onSignedOut } = useConsole();
  const [order, setOrder] = useState<ShownOrder | null>(null);
  const [settlement, setSettlement] = useState<ShownSettlement | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [isLive, setLive] = useState(true);

  const read = useCallback(
    async (isFresh = false) => {
      const found = await client.request(ConsoleOrderDocument, { by: { id }, fresh: isFresh, language });
      if (!found.order) {
        setMissing(true);
        return null;
      }
      setOrder(found.order);
      const { partnerReferenceNo } = found.order;
      // A key may be allowed to read orders and not settlements.
      const said = await client.request(OrderSettlementDocument, { partnerReferenceNo }).catch(() => null);
      setSettlement(said?.order?.settlement ?? null);
      return found.order.verdict;
    },
    [client, id, language],
  );

  // Whatever changes the order shows at once. The stream of an order at which nothing is under way ends after a minute; people
  // may still decide about it, so from then on it is read again and again.
  useEffect(() => {
    const watch = client.watchOrder({ orderId: id });
    let timer: ReturnType<typeof setInterval> | undefined;
    const failed = (thrown: unknown) => {
      setLive(false);
      if (asGatewayError(thrown).code === 'UNAUTHENTICATED') onSignedOut();
    };
    const reread = async () => {
      await read();
      setLive(true);
    };
    void (async () => {
      for await (const { connection } of watch) {
        if (connection === 'reconnecting') setLive(false);
        else await reread().catch(failed);
      }
      timer = setInterval(
        () => document.visibilityState === 'visible' && void reread().catch(failed),
        rereadMs,
      );
    })().catch(failed);
    void reread().catch(failed);
    return () => {
      clearInterval(timer);
      watch.close();
    };
  }, [client, id, read, onSignedOut]);

  if (order === null) return <p role="status">{isMissing ? wording.notFound : wording.working}</p>;
  return (
    <article>
      <p>
        <button type="button" class="link" onClick={() => history.back()}>
          ← {wording.back}
        </button>
      </p>
      <h2>
        {order.partnerReferenceNo} <small>{order.title}</small>
      </h2>
      {isLoose && (
        <p class="mood" data-mood="open">
          {wording.looseMatch}
        </p>
      )}
      <Verdict verdict={order.verdict} isLive={isLive} onAsk={() => read(true)} />
      <Acts order={order} onDone={async () => void (await read())} />
      <div class="columns">
        <Particulars order={order} settlement={settlement} />
        <Timeline order={order} />
      </div>
    </article>
  );
}
