import type { Actor } from '../../domain/actor.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { ReplayInboxOutcome } from '../outcomes.ts';
import type { Log } from '../ports/log.ts';
import { makeReplayPage, type ReplayInboxDeps } from './replay-inbox.ts';

/** Notifications that one request processes again: each takes a few statements, and a request has a deadline. */
export const replayedMax = 50;

/** A request to process the notifications again that changed no order, and why. */
export interface ReplayInboxInput {
  readonly reason: string;
  readonly isDryRun: boolean;
  /** Where an earlier request stopped; null: from the oldest. */
  readonly after: string | null;
}

/** Processes the kept notifications again, `replayedMax` at a time. Idempotent: what was applied is kept no longer. */
export function makeRequestReplay(deps: ReplayInboxDeps & { readonly log: Log }) {
  const replayPage = makeReplayPage(deps);

  return async function replayInbox(
    { reason, isDryRun, after }: ReplayInboxInput,
    by: Actor,
  ): Promise<ReplayInboxOutcome> {
    const issues = newIssues();
    if (!checkText(issues, ['reason'], reason, { max: reasonLengthMax, isRequired: true })) {
      return { kind: 'InvalidInput', issues: issues.list };
    }
    // Before the first change: a replay that breaks off has a line, too.
    if (!isDryRun) deps.log.info('notifications.replay_requested', { after, actor: by, reason });
    const page = await replayPage({ isDryRun, isKept: true, first: replayedMax, after });
    if (!isDryRun && page.replayed.length > 0) {
      const countOf = (kind: string) => page.replayed.filter(({ effect }) => effect.kind === kind).length;
      const [kept, unchanged, applied] = [countOf('kept'), countOf('unchanged'), countOf('applied')];
      deps.log.info('notifications.replayed', { kept, unchanged, applied, actor: by, reason });
    }
    return { kind: 'ReplayInboxSuccess', ...page };
  };
}
