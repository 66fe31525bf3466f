import { useState } from 'preact/hooks';
import {
  CancelOrderDocument,
  type ConsoleOrderQuery,
  RefundOrderDocument,
} from '../core/generated/graphql.ts';
import { useConsole, useRequest } from './console-context.ts';
import { drawNumber, money } from './show.ts';

type ShownOrder = NonNullable<ConsoleOrderQuery['order']>;

/** What a form asks for: a refund under a number of its own, or a cancellation. */
type Act = { readonly kind: 'refund'; readonly partnerRefundNo: string } | { readonly kind: 'cancel' };

/** Giving money back, each time with a reason, after the page has said what will happen to the money. */
export function Acts({ order, onDone }: { order: ShownOrder; onDone: () => Promise<void> }) {
  const { client, language, wording } = useConsole();
  const [act, setAct] = useState<Act | null>(null);
  const [amount, setAmount] = useState('');
  const request = useRequest();
  const left = order.refundableAmount.value;
  const mayRefund = Number(left) > 0;

  async function send(reason: string): Promise<string> {
    if (act === null) return '';
    const outcome =
      act.kind === 'cancel'
        ? (await client.request(CancelOrderDocument, { input: { orderId: order.id, reason }, language }))
            .cancelOrder
        : (
            await client.request(RefundOrderDocument, {
              input: { orderId: order.id, partnerRefundNo: act.partnerRefundNo, amount, reason },
              language,
            })
          ).refundOrder;
    await onDone();
    // What waits for a second person is recorded: nothing is left to send.
    if (!('message' in outcome) || outcome.__typename === 'ApprovalRequired') setAct(null);
    if ('message' in outcome) return outcome.message;
    return wording.done;
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const reason = new FormData(event.currentTarget as HTMLFormElement).get('reason');
    if (typeof reason === 'string') void request.run(() => send(reason));
  }

  return (
    <section>
      {act === null && (
        <p class="acts">
          <button
            type="button"
            disabled={!mayRefund}
            onClick={() => {
              setAmount(left.replace(/\.00$/, ''));
              setAct({ kind: 'refund', partnerRefundNo: drawNumber('console') });
            }}
          >
            {wording.refund}
          </button>
          <button type="button" onClick={() => setAct({ kind: 'cancel' })}>
            {wording.cancel}
          </button>
        </p>
      )}
      {act !== null && (
        <form class="card" onSubmit={submit}>
          {act.kind === 'refund' && (
            <>
              <label for="amount">{wording.amount}</label>
              <input
                id="amount"
                inputMode="numeric"
                pattern="[1-9][0-9]*"
                required
                value={amount}
                onInput={({ currentTarget }) => setAmount(currentTarget.value)}
              />
            </>
          )}
          <label for="reason">{wording.reason}</label>
          <input id="reason" name="reason" maxLength={256} required />
          <p>{act.kind === 'refund' ? wording.refundWill(money(amount || '0')) : wording.cancelWill}</p>
          <p class="acts">
            <button type="submit" class="primary" disabled={request.isBusy}>
              {wording.confirm}
            </button>
            <button type="button" onClick={() => setAct(null)}>
              {wording.keep}
            </button>
          </p>
        </form>
      )}
      <p role="status">{request.said}</p>
    </section>
  );
}
