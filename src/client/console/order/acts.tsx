import { useRef, useState } from 'preact/hooks';
import { CancelOrderDocument, RefundOrderDocument } from '../../core/generated/graphql.ts';
import { ActDialog, type ActOutcome } from '../act-dialog.tsx';
import { AmountField, amountIn } from '../amount-field.tsx';
import { useConsole } from '../console-context.ts';
import { useRight } from '../rights.ts';
import { drawNumber, money } from '../show.ts';
import { orderWording } from '../wording/order-words.ts';
import { AttestDialog, attestableFacts } from './attest-dialog.tsx';
import type { ShownOrder } from './shown-order.ts';

/** What a dialog is open for: a refund under a number of its own, a cancellation, or a fact that people attest. */
type Act =
  | { readonly kind: 'refund'; readonly partnerRefundNo: string }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'attest' };

/** Giving money back, each time with a reason, after the page has said what will happen to the money. */
export function Acts({ order, onDone }: { order: ShownOrder; onDone: () => Promise<void> }) {
  const { wording } = useConsole();
  const isOffered = useRight('giveBack');
  const mayAttest = useRight('attest') && attestableFacts(order).length > 0;
  const [act, setAct] = useState<Act | null>(null);
  const [said, say] = useState('');
  // Drawn for one refund. After a request without an answer the next attempt is the same refund: it is made once.
  const refundNo = useRef<string | null>(null);
  const mayRefund = Number(order.refundableAmount.value) > 0 && !isCancelling(order);

  async function close(outcome: string): Promise<void> {
    setAct(null);
    say(outcome);
    // Also what was closed without an outcome may have been done.
    await onDone().catch(() => {});
  }

  // On the page, not in a tooltip: phones and keyboards show none of a button that is disabled.
  const whyNot = [!mayRefund && wording.whyNoRefund, !order.isCancellable && wording.whyNoCancel]
    .filter(Boolean)
    .join(' ');
  if (!isOffered) return <p class="soft">{wording.mayNot}</p>;
  return (
    <section class="doing">
      <p class="acts">
        <button
          type="button"
          disabled={!mayRefund}
          onClick={() => {
            refundNo.current ??= drawNumber('console');
            setAct({ kind: 'refund', partnerRefundNo: refundNo.current });
          }}
        >
          {wording.refund}
        </button>
        <button type="button" disabled={!order.isCancellable} onClick={() => setAct({ kind: 'cancel' })}>
          {wording.cancel}
        </button>
        {mayAttest && (
          <button type="button" aria-describedby="attest-hint" onClick={() => setAct({ kind: 'attest' })}>
            {wording.attest}
          </button>
        )}
      </p>
      <p role="status">{said}</p>
      {whyNot !== '' && <p class="soft">{whyNot}</p>}
      {mayAttest && (
        <p id="attest-hint" class="soft">
          {wording.attest}: {wording.attestHint}
        </p>
      )}
      {act?.kind === 'refund' && (
        <RefundDialog
          order={order}
          partnerRefundNo={act.partnerRefundNo}
          onAnswer={() => {
            refundNo.current = null;
          }}
          onClose={(words) => void close(words)}
        />
      )}
      {act?.kind === 'attest' && <AttestDialog order={order} onClose={(words) => void close(words)} />}
      {act?.kind === 'cancel' && <CancelDialog order={order} onClose={(words) => void close(words)} />}
    </section>
  );
}

const isCancelling = ({ verdict }: ShownOrder) => verdict.code === 'CANCELLATION_PENDING';

interface DialogProps {
  readonly order: ShownOrder;
  readonly onClose: (said: string) => void;
}

interface RefundDialogProps extends DialogProps {
  readonly partnerRefundNo: string;
  /** Called when the gateway has answered, whatever it said. */
  readonly onAnswer: () => void;
}

function RefundDialog({ order, partnerRefundNo, onAnswer, onClose }: RefundDialogProps) {
  const { client, language, wording } = useConsole();
  const most = order.refundableAmount.value;
  const [text, setText] = useState(() => `${Math.floor(Number(most))}`);
  const amount = amountIn(text, most);

  async function send(reason: string): Promise<ActOutcome> {
    const input = { orderId: order.id, partnerRefundNo, amount, reason };
    const { refundOrder } = await client.request(RefundOrderDocument, { input, language });
    onAnswer();
    return outcomeOf(refundOrder, wording.done);
  }

  return (
    <ActDialog
      title={wording.refund}
      will={
        <>
          <p>
            <strong>
              {amount === null
                ? orderWording[language].noAmount
                : wording.refundWill(money(amount), money(`${Number(most) - Number(amount)}`))}
            </strong>
          </p>
          <p class="soft">{wording.secondPerson}</p>
        </>
      }
      send={send}
      onClose={onClose}
    >
      <AmountField text={text} onText={setText} most={most} />
    </ActDialog>
  );
}

function CancelDialog({ order, onClose }: DialogProps) {
  const { client, language, wording } = useConsole();

  async function send(reason: string): Promise<ActOutcome> {
    const input = { orderId: order.id, reason };
    return outcomeOf(
      (await client.request(CancelOrderDocument, { input, language })).cancelOrder,
      wording.done,
    );
  }

  return (
    <ActDialog
      title={wording.cancel}
      will={
        <>
          <p>
            <strong>
              {order.paidAt ? wording.cancelPaidWill(money(order.amount.value)) : wording.cancelUnpaidWill}
            </strong>
          </p>
          {order.paidAt && <p class="soft">{wording.secondPerson}</p>}
        </>
      }
      send={send}
      onClose={onClose}
    />
  );
}

/** What waits for a second person is recorded too: nothing is left to send. */
function outcomeOf(
  outcome: { readonly __typename: string } | { readonly __typename: string; readonly message: string },
  done: string,
): ActOutcome {
  if (!('message' in outcome)) return { isDone: true, said: done };
  return { isDone: outcome.__typename === 'ApprovalRequired', said: outcome.message };
}
