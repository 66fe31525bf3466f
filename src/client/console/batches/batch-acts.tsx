import { useState } from 'preact/hooks';
import { DecideRefundBatchDocument, SteerRefundBatchDocument } from '../../core/generated/graphql.ts';
import { ActDialog, type ActOutcome } from '../act-dialog.tsx';
import { useConsole } from '../console-context.ts';
import { useRight } from '../rights.ts';
import { money } from '../show.ts';
import { batchWording } from '../wording/batch-words.ts';
import { actorName } from '../wording/fact-words.ts';
import type { ShownBatch } from './shown-batch.ts';

type Act = 'APPROVE' | 'REFUSE' | 'STOP' | 'RESUME';

/** What a batch allows in its state. */
const actsOf: Partial<Readonly<Record<ShownBatch['status'], readonly Act[]>>> = {
  WAITING: ['APPROVE', 'REFUSE'],
  RUNNING: ['STOP'],
  STOPPED: ['RESUME'],
};

/** The decision of a second person, and stop and resume, each with a reason. */
export function BatchActs({ batch, onDone }: { batch: ShownBatch; onDone: () => void }) {
  const { client, language, wording } = useConsole();
  const words = batchWording[language];
  const mayDecide = useRight('decide');
  const maySteer = useRight('giveBack');
  const [act, setAct] = useState<Act | null>(null);
  const [said, say] = useState('');
  const names: Readonly<Record<Act, string>> = {
    APPROVE: wording.approve,
    REFUSE: wording.refuse,
    STOP: words.stop,
    RESUME: words.resume,
  };
  const isDecision = (one: Act) => one === 'APPROVE' || one === 'REFUSE';
  const offered = (actsOf[batch.status] ?? []).filter((one) => (isDecision(one) ? mayDecide : maySteer));
  const sum = money(batch.amount.value);
  const wills: Readonly<Record<Act, string>> = {
    APPROVE: words.approveWill(`${batch.refundCount}`, sum, actorName(batch.requestedBy, language)),
    REFUSE: words.refuseWill(sum),
    STOP: words.stopWill,
    RESUME: words.resumeWill(`${batch.waitingCount}`),
  };

  async function send(one: Act, reason: string): Promise<ActOutcome> {
    const about = { batchId: batch.id, reason };
    const outcome =
      one === 'APPROVE' || one === 'REFUSE'
        ? (await client.request(DecideRefundBatchDocument, { input: { ...about, decision: one }, language }))
            .decideRefundBatch
        : (await client.request(SteerRefundBatchDocument, { input: { ...about, step: one }, language }))
            .steerRefundBatch;
    if ('message' in outcome) return { isDone: false, said: outcome.message };
    return { isDone: true, said: wording.done };
  }

  return (
    <>
      {offered.length > 0 && (
        <p class="acts">
          {offered.map((one) => (
            <button type="button" key={one} onClick={() => setAct(one)}>
              {names[one]}
            </button>
          ))}
        </p>
      )}
      <p role="status">{said}</p>
      {act !== null && (
        <ActDialog
          title={`${names[act]}: ${batch.batchNo}`}
          will={<p>{wills[act]}</p>}
          send={(reason) => send(act, reason)}
          onClose={(outcome) => {
            setAct(null);
            say(outcome);
            if (outcome !== '') onDone();
          }}
        />
      )}
    </>
  );
}
