import { useConsole, useRequest } from '../console-context.ts';
import { time } from '../show.ts';
import type { ShownOrder } from './shown-order.ts';

/** How a verdict looks: the money is here, something is open, or the money is not or no longer here. */
const moods: Readonly<Record<ShownOrder['verdict']['code'], 'good' | 'open' | 'bad' | 'back'>> = {
  PAID: 'good',
  PAID_AND_FROZEN: 'open',
  NOT_PAID_YET: 'open',
  NOT_KNOWN_YET: 'open',
  NOT_PAID: 'bad',
  CANCELLATION_PENDING: 'open',
  CANCELLED_AND_RETURNED: 'back',
  REFUND_PENDING: 'open',
  WAITS_FOR_APPROVAL: 'open',
  PARTLY_REFUNDED: 'back',
  REFUNDED: 'back',
  REFUNDED_BY_TRANSFER: 'back',
  CHARGED_BACK: 'bad',
};

interface VerdictProps {
  readonly verdict: ShownOrder['verdict'];
  /** Whether changes of the order arrive by themselves. */
  readonly isLive: boolean;
  readonly onAsk: () => Promise<void>;
}

/** What may be said to the customer, in large type and ready to copy, and DANA at one click. */
export function Verdict({ verdict, isLive, onAsk }: VerdictProps) {
  const { language, wording } = useConsole();
  const request = useRequest();

  const copy = (text: string) =>
    void request.run(async () => {
      await navigator.clipboard.writeText(text);
      return wording.copied;
    });

  return (
    <section class="verdict" data-mood={moods[verdict.code]}>
      <p class="sentence" data-code={verdict.code} aria-live="polite">
        {verdict.sentence}
      </p>
      <p class="acts">
        <button
          type="button"
          class="primary"
          disabled={request.isBusy}
          onClick={() =>
            void request.run(async () => {
              await onAsk();
              return wording.askedDana(time(new Date().toISOString(), language));
            })
          }
        >
          {wording.askDana}
        </button>
        {navigator.clipboard !== undefined && (
          <>
            <button type="button" disabled={request.isBusy} onClick={() => copy(verdict.english)}>
              {wording.copyAnswer}: English
            </button>
            <button type="button" disabled={request.isBusy} onClick={() => copy(verdict.indonesian)}>
              {wording.copyAnswer}: Indonesia
            </button>
          </>
        )}
      </p>
      <p role="status">{request.said || (isLive ? wording.live : wording.notLive)}</p>
    </section>
  );
}
