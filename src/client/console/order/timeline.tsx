import { useConsole } from '../console-context.ts';
import { money, time } from '../show.ts';
import { actorWords, eventWords, sourceWords } from '../wording/fact-words.ts';
import type { ShownOrder } from './shown-order.ts';

type ShownEvent = ShownOrder['timeline']['nodes'][number];

/** Every fact about the order, the newest first; each opens to its proof. */
export function Timeline({ events }: { events: readonly ShownEvent[] }) {
  const { language, wording } = useConsole();
  return (
    <section>
      <h3>{wording.timeline}</h3>
      <ol class="timeline">
        {[...events].reverse().map((event) => (
          <li key={event.version} value={event.version} data-type={event.type}>
            <p>
              <strong>{eventWords[event.type][language]}</strong>
              {event.amount ? ` ${money(event.amount.value)}` : ''}
              <br />
              <span class="soft">
                {time(event.occurredAt, language)}, {nameOf(event.actor)}
              </span>
            </p>
            <details>
              <summary>
                {wording.proof}: {sourceWords[event.source][language]}
              </summary>
              <Proof event={event} />
            </details>
          </li>
        ))}
      </ol>
    </section>
  );

  function nameOf({ kind, name }: ShownEvent['actor']): string {
    return name ?? actorWords[kind][language];
  }
}

function Proof({ event }: { event: ShownEvent }) {
  const { language, wording } = useConsole();
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [wording.source, sourceWords[event.source][language]],
    [wording.danaCode, event.responseCode],
    [wording.danaMessage, event.responseMessage],
    [wording.detail, event.debugMessage],
    [wording.reason, [event.reason, event.approvalReason].filter(Boolean).join(' · ')],
    [wording.detail, event.detail],
    [wording.number, `${event.version}`],
  ];
  return (
    <dl class="facts">
      {rows.map(
        ([name, value]) =>
          value && (
            <div key={name + value}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
