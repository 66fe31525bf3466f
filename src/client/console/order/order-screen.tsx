import { useConsole } from '../console-context.ts';
import { Acts } from './acts.tsx';
import { Particulars } from './particulars.tsx';
import { Timeline } from './timeline.tsx';
import { useOrder } from './use-order.ts';
import { Verdict } from './verdict.tsx';

/** One order: the verdict in large type, what can be done about it, and its timeline with the proof of each fact. */
export function OrderScreen({ id, isLoose }: { id: string; isLoose: boolean }) {
  const { wording } = useConsole();
  const { order, settlement, isMissing, isLive, read } = useOrder(id);

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
