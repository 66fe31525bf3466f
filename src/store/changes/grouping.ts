import { StoreUnavailable } from '../../use-cases/ports/store-unavailable.ts';
import { StatementEnded } from '../postgres/errors.ts';

/**
 * How many statements of a kind may be under way before others wait for one of them to end. Two, so that while Postgres waits
 * for its disk or a standby with one group, the next one is computed.
 */
const underWayMax = 2;
/** The most pieces of work in a group: the rows of one statement. */
const groupMax = 64;
/** A group begins this long after the one before at the latest: a statement may wait for a lock, or for a silent server. */
const waitMaxMs = 10;
/**
 * Who has waited this long for a turn is refused, as a statement that gets no connection is: of much work with one key, a piece
 * begins every `waitMaxMs` at the latest, and if Postgres does not answer, the last of a thousand would begin after 10 s.
 */
const turnMaxMs = 5_000;

/** Work of one kind. */
export interface Grouping<Work, Result> {
  /** Two pieces of work with the same key are never in one group. */
  keyOf(work: Work): unknown;
  /** Does one piece of work. */
  alone(work: Work): Promise<Result>;
  /** Does several at once, in one statement; undefined for those that must be done alone. */
  together(works: readonly Work[]): Promise<readonly (Result | undefined)[]>;
}

interface Waiting<Work, Result> {
  readonly work: Work;
  /** Of the monotonic clock. */
  readonly sinceMs: number;
  resolve(result: Result | Promise<Result>): void;
  reject(error: unknown): void;
  /** Does the group of which this is the first member, in the trace of whoever asked for this piece of work. */
  lead(group: readonly Waiting<Work, Result>[]): void;
}

/**
 * Does work in groups that comes while other work is under way, as Postgres commits in groups: one statement for all of them
 * costs little more than one for each. What comes while little is under way is done at once and alone. If the statement of a
 * group fails because of one of them, each is done alone: nobody bears what a stranger violates.
 * Resolves and rejects as `alone` does, or with StoreUnavailable for all of a group, or for work that waited too long for its turn.
 */
export function grouped<Work, Result>({
  keyOf,
  alone,
  together,
}: Grouping<Work, Result>): (work: Work) => Promise<Result> {
  type Member = Waiting<Work, Result>;
  let waiting: Member[] = [];
  let underWayCount = 0;
  let patience: NodeJS.Timeout | undefined;

  /** The first that may be in one group; the others stay, unless they have waited too long. */
  function takeGroup(): readonly Member[] {
    const group = new Map<unknown, Member>();
    const left: Member[] = [];
    const tooLongSinceMs = performance.now() - turnMaxMs;
    for (const member of waiting) {
      if (member.sinceMs <= tooLongSinceMs) {
        member.reject(new StoreUnavailable('too much work waits for its turn', { isCertain: true }));
        continue;
      }
      const key = keyOf(member.work);
      if (group.size < groupMax && !group.has(key)) group.set(key, member);
      else left.push(member);
    }
    waiting = left;
    return [...group.values()];
  }

  function startGroup(): void {
    clearTimeout(patience);
    patience = undefined;
    const group = takeGroup();
    const [first] = group;
    if (first === undefined) return;
    underWayCount += 1;
    first.lead(group);
    proceed();
  }

  async function doGroup(group: readonly Member[]): Promise<void> {
    try {
      await (group.length === 1 ? doAlone(group) : doTogether(group));
    } finally {
      underWayCount -= 1;
      proceed();
    }
  }

  function proceed(): void {
    if (waiting.length === 0) return;
    if (underWayCount < underWayMax) startGroup();
    else patience ??= setTimeout(startGroup, waitMaxMs);
  }

  async function doTogether(group: readonly Member[]): Promise<void> {
    let results: readonly (Result | undefined)[] = [];
    try {
      results = await together(group.map(({ work }) => work));
    } catch (error) {
      if (error instanceof StoreUnavailable && !(error instanceof StatementEnded)) {
        for (const { reject } of group) reject(error);
        return;
      }
    }
    const left: Member[] = [];
    for (const [place, member] of group.entries()) {
      const result = results[place];
      if (result === undefined) left.push(member);
      else member.resolve(result);
    }
    await doAlone(left);
  }

  async function doAlone(members: readonly Member[]): Promise<void> {
    const results = members.map(({ work, resolve }) => {
      const result = alone(work);
      resolve(result);
      return result;
    });
    await Promise.allSettled(results);
  }

  return (work) =>
    new Promise((resolve, reject) => {
      // A promise, because traces follow promises: a group begins when a statement of strangers ends, or by a timer.
      const turn = new Promise<readonly Member[]>((lead) => {
        waiting.push({ work, sinceMs: performance.now(), resolve, reject, lead });
      });
      void turn.then(doGroup);
      proceed();
    });
}
