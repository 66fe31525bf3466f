import { useState } from 'preact/hooks';
import { factWords } from '../../../domain/words/fact-words.ts';
import type { ConsoleFactFragment } from '../../core/generated/graphql.ts';
import { useConsole } from '../console-context.ts';
import { RedeliverDialog, type Redelivery } from '../redeliver-dialog.tsx';
import { useRight } from '../rights.ts';
import { money, timeInSeconds } from '../show.ts';
import { actorName, sourceWords } from '../wording/fact-words.ts';
import { orderWording } from '../wording/order-words.ts';
import { type ProofRow, ProofRows } from './proof-rows.tsx';
import type { ShownOrder } from './shown-order.ts';
import { useFacts } from './use-facts.ts';

type Fact = ConsoleFactFragment;

/** Every fact about the order, the newest first; each opens to its proof. */
export function Timeline({ order }: { order: ShownOrder }) {
  const { facts, hasEarlier, readEarlier, request } = useFacts(order);
  const { language, wording } = useConsole();
  const isOffered = useRight('handleIncidents');
  const [redelivery, setRedelivery] = useState<Redelivery | null>(null);
  const [said, say] = useState('');
  return (
    <section>
      <h3>{wording.timeline}</h3>
      <p role="status">{said}</p>
      <ol class="timeline">
        {[...facts].reverse().map((fact) => {
          const { version, eventId, type, amount, occurredAt, actor, source } = fact.event;
          return (
            <li key={version} value={version} data-type={type}>
              <p>
                <strong>{factWords[type][language]}</strong>
                {amount && Number(amount.value) !== 0 ? ` ${money(amount.value)}` : ''}
                <br />
                <span class="soft">
                  {timeInSeconds(occurredAt, language)}, {actorName(actor, language)}
                </span>
              </p>
              <details>
                <summary>
                  {wording.proof}: {sourceWords[source][language]}
                </summary>
                <Proof fact={fact} order={order} />
                {isOffered && (
                  <p>
                    <button
                      type="button"
                      onClick={() => setRedelivery({ name: factWords[type][language], eventId })}
                    >
                      {wording.sendEventAgain}
                    </button>
                  </p>
                )}
              </details>
            </li>
          );
        })}
      </ol>
      {hasEarlier && (
        <p>
          <button type="button" disabled={request.isBusy} onClick={readEarlier}>
            {orderWording[language].earlierFacts}
          </button>
        </p>
      )}
      <p role="status">{request.said}</p>
      {redelivery !== null && (
        <RedeliverDialog
          redelivery={redelivery}
          onClose={(outcome) => {
            setRedelivery(null);
            say(outcome);
          }}
        />
      )}
    </section>
  );
}

/** What proves a fact: DANA's code in words, and of a notification the bytes that were verified, and by which key. */
function Proof({ fact: { event, danaCode, notification }, order }: { fact: Fact; order: ShownOrder }) {
  const { language, wording } = useConsole();
  const refund = order.refunds.nodes.find(({ id }) => id === event.refundId);
  const numbers = refund && [refund.partnerRefundNo, refund.refundNo].filter(Boolean).join(' · ');
  const rows: readonly ProofRow[] = [
    [wording.source, sourceWords[event.source][language]],
    [wording.recorded, timeInSeconds(event.occurredAt, language)],
    [wording.danaNumber, order.referenceNo && <span class="number">{order.referenceNo}</span>],
    [wording.refundNumbers, numbers && <span class="number">{numbers}</span>],
    [wording.reason, [event.reason, event.approvalReason].filter(Boolean).join(' · ')],
    [wording.danaCode, danaCode && `${danaCode.code}: ${danaCode.meaning}`],
    [wording.danaMessage, danaCode?.message],
    [wording.detail, [event.detail, event.debugMessage].filter(Boolean).join(' · ')],
    [wording.received, notification && timeInSeconds(notification.receivedAt, language)],
    [wording.signedAt, notification?.signedTimestamp],
    [wording.keyFingerprint, notification && <span class="number">{notification.keyFingerprint}</span>],
    [wording.bodyHash, notification && <span class="number">{notification.bodyHash}</span>],
    [wording.cameAgain, notification && notification.replayCount > 0 ? `${notification.replayCount}` : null],
    [
      wording.body,
      notification && (notification.body ? <code>{notification.body}</code> : wording.bodyDeleted),
    ],
  ];
  return <ProofRows rows={rows} />;
}
