import { useConsole, useCopy, useRequest } from '../console-context.ts';
import { time } from '../show.ts';
import { reportWords } from '../wording/fact-words.ts';
import type { ShownOrder } from './shown-order.ts';

type ShownVerdict = ShownOrder['verdict'];

/** How a verdict looks: the money is here, something is open, the money was lost, or it is not or no longer here. */
export const moods: Readonly<Record<ShownVerdict['code'], 'good' | 'open' | 'bad' | 'back'>> = {
  PAID: 'good',
  PAID_AND_FROZEN: 'open',
  NOT_PAID_YET: 'open',
  NOT_KNOWN_YET: 'open',
  NOT_PAID: 'back',
  CANCELLATION_PENDING: 'open',
  CANCELLED_AND_RETURNED: 'back',
  REFUND_PENDING: 'open',
  WAITS_FOR_APPROVAL: 'open',
  PARTLY_REFUNDED: 'back',
  REFUNDED: 'back',
  REFUNDED_BY_TRANSFER: 'back',
  CHARGED_BACK: 'bad',
};

/** DANA has not decided: its answer may be another one in a minute. */
const isOpen = ({ code }: ShownVerdict) =>
  code === 'NOT_PAID_YET' ||
  code === 'NOT_KNOWN_YET' ||
  code === 'CANCELLATION_PENDING' ||
  code === 'REFUND_PENDING';

interface VerdictProps {
  readonly verdict: ShownVerdict;
  /** Whether changes of the order arrive by themselves. */
  readonly isLive: boolean;
  /** Queries DANA; returns the verdict after it, or null if the order is gone. */
  readonly onAsk: () => Promise<ShownVerdict | null>;
}

/** What may be said to the customer, in large type and ready to copy, and DANA at one click. */
export function Verdict({ verdict, isLive, onAsk }: VerdictProps) {
  const { language, wording } = useConsole();
  const request = useRequest();
  const copy = useCopy(request);

  /** What DANA answered, by the gateway's clock. */
  function outcomeOf(after: ShownVerdict | null): string {
    if (after?.unansweredAt && after.unansweredAt !== verdict.unansweredAt)
      return wording.danaSilent(time(after.unansweredAt, language));
    if (after?.lastReportAt && after.lastReport && after.lastReportAt !== verdict.lastReportAt)
      return wording.danaAnswered(
        time(after.lastReportAt, language),
        reportWords[after.lastReport][language],
      );
    return wording.danaJustAsked;
  }

  const ask = (
    <button
      key="ask"
      type="button"
      class={isOpen(verdict) ? 'primary' : undefined}
      disabled={request.isBusy}
      onClick={() => void request.run(async () => outcomeOf(await onAsk()))}
    >
      {wording.askDana}
    </button>
  );
  const texts = [
    ['Indonesia', verdict.indonesian],
    ['English', verdict.english],
  ] as const;
  const copies =
    navigator.clipboard === undefined
      ? []
      : texts.map(([name, text]) => (
          <button
            key={name}
            type="button"
            class={isOpen(verdict) ? undefined : 'primary'}
            disabled={request.isBusy}
            onClick={() => copy(text, name)}
          >
            {wording.copyAnswer}: {name}
          </button>
        ));

  return (
    <section class="verdict" data-mood={moods[verdict.code]}>
      <p class="sentence" data-code={verdict.code} aria-live="polite">
        {verdict.sentence}
      </p>
      <p class="acts">{isOpen(verdict) ? [ask, ...copies] : [...copies, ask]}</p>
      <p role="status">{request.said || (isLive ? wording.live : wording.notLive)}</p>
    </section>
  );
}
