import { useCallback, useEffect, useState } from 'preact/hooks';
import { ReplayInboxDocument, type ReplayInboxMutation } from '../../core/generated/graphql.ts';
import { ActDialog, type ActOutcome } from '../act-dialog.tsx';
import { useConsole, useRequest } from '../console-context.ts';
import { time } from '../show.ts';
import { effectWords } from '../wording/work-words.ts';

type Replayed = Extract<
  ReplayInboxMutation['replayInbox'],
  { readonly __typename: 'ReplayInboxSuccess' }
>['notifications'];

/** Pages of 50 notifications that one act reads at most. */
const pagesMax = 20;
/** Notifications that the dialog lists; the others are counted. */
const shownMax = 10;
/** The reason of the dry run in the gateway's log. */
const lookReason = 'a look in the console';

/** Judges DANA's notifications again that changed no order; first it shows what that would do. */
export function ReplayDialog({ onClose }: { onClose: (said: string) => void }) {
  const { client, language, wording } = useConsole();
  const [found, setFound] = useState<Replayed | null>(null);
  const look = useRequest();

  const replay = useCallback(
    async (reason: string, dryRun: boolean): Promise<Replayed | string> => {
      const replayed: Replayed[number][] = [];
      let after: string | null = null;
      for (let pages = 0; pages < pagesMax; pages++) {
        const input: { reason: string; dryRun: boolean; after: string | null } = { reason, dryRun, after };
        const { replayInbox }: ReplayInboxMutation = await client.request(ReplayInboxDocument, {
          input,
          language,
        });
        if ('message' in replayInbox) return replayInbox.message;
        replayed.push(...replayInbox.notifications);
        after = replayInbox.endCursor ?? null;
        if (after === null) break;
      }
      return replayed;
    },
    [client, language],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the dialog opens
  useEffect(
    () =>
      void look.run(async () => {
        const outcome = await replay(lookReason, true);
        if (typeof outcome === 'string') return outcome;
        setFound(outcome);
        return '';
      }),
    [],
  );

  async function send(reason: string): Promise<ActOutcome> {
    const outcome = await replay(reason, false);
    if (typeof outcome === 'string') return { isDone: false, said: outcome };
    return { isDone: true, said: wording.replayed(appliedOf(outcome), outcome.length) };
  }

  return (
    <ActDialog
      title={wording.replay}
      will={
        <>
          <p>{wording.replayWill}</p>
          <p role="status">{look.said}</p>
          {found !== null && (
            <>
              <p>
                <strong>{wording.replayCount(appliedOf(found), found.length)}</strong>
              </p>
              <ul>
                {found.slice(0, shownMax).map(({ receivedAt, partnerReferenceNo, effect, reason }) => (
                  <li key={`${receivedAt} ${partnerReferenceNo}`}>
                    <span class="number">{partnerReferenceNo}</span> {time(receivedAt, language)}:{' '}
                    {[effectWords[effect][language], reason].filter(Boolean).join('. ')}
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      }
      send={send}
      onClose={onClose}
    />
  );
}

const appliedOf = (replayed: Replayed) => replayed.filter(({ effect }) => effect === 'APPLIED').length;
