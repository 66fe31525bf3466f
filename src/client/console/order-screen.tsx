import { useCallback, useEffect, useState } from 'preact/hooks';
import { ConsoleOrderDocument, type ConsoleOrderQuery } from '../core/generated/graphql.ts';
import { Acts } from './acts.tsx';
import { useConsole, useRequest } from './console-context.ts';
import { money, time } from './show.ts';
import { WideTable } from './wide-table.tsx';

type ShownOrder = NonNullable<ConsoleOrderQuery['order']>;

/** One order: the verdict in large type, what can be done about it, and its timeline with the proof of each fact. */
export function OrderScreen({ id, onBack }: { id: string; onBack: () => void }) {
  const { client, language, wording } = useConsole();
  const [order, setOrder] = useState<ShownOrder | null>(null);
  const request = useRequest();

  const read = useCallback(
    async (isFresh = false) => {
      const found = await client.request(ConsoleOrderDocument, { by: { id }, fresh: isFresh, language });
      if (found.order) setOrder(found.order);
    },
    [client, id, language],
  );

  // Whatever changes the order shows at once.
  useEffect(() => {
    const watch = client.watchOrder({ orderId: id });
    void (async () => {
      for await (const _view of watch) await read();
    })().catch(() => {});
    void read().catch(() => {});
    return () => watch.close();
  }, [client, id, read]);

  if (order === null) return <p role="status">{wording.working}</p>;
  return (
    <article>
      <button type="button" class="link" onClick={onBack}>
        {wording.back}
      </button>
      <h2>
        {order.partnerReferenceNo} <small>{order.title}</small>
      </h2>
      <p class="verdict" data-code={order.verdict.code}>
        {order.verdict.sentence}
      </p>
      <p class="acts">
        <button
          type="button"
          disabled={request.isBusy}
          onClick={() =>
            void request.run(async () => {
              await read(true);
              return wording.done;
            })
          }
        >
          {wording.askDana}
        </button>
        {navigator.clipboard !== undefined && (
          <button
            type="button"
            onClick={() =>
              void request.run(async () => {
                await navigator.clipboard.writeText(order.verdict.sentence);
                return wording.copied;
              })
            }
          >
            {wording.copyAnswer}
          </button>
        )}
      </p>
      <p role="status">{request.said}</p>
      <Acts order={order} onDone={() => read()} />
      <h3>{wording.timeline}</h3>
      <WideTable label={wording.timeline}>
        <thead>
          <tr>
            <th scope="col">{wording.time}</th>
            <th scope="col">{wording.event}</th>
            <th scope="col">{wording.amount}</th>
            <th scope="col">{wording.by}</th>
            <th scope="col">{wording.proof}</th>
          </tr>
        </thead>
        <tbody>
          {order.timeline.nodes.map((event) => (
            <tr key={event.version}>
              <td>{time(event.occurredAt, language)}</td>
              <td>{event.type}</td>
              <td>{event.amount ? money(event.amount.value) : ''}</td>
              <td>{event.actor.name ?? event.actor.kind}</td>
              <td>
                {[
                  event.source,
                  event.responseCode,
                  event.responseMessage,
                  event.reason,
                  event.approvalReason,
                  event.detail,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </article>
  );
}
