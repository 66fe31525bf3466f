import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Watch } from '../history/history.ts';
import { programOf } from '../programs.ts';

/** Longer than any request to a crowd takes on a busy machine. */
const answerWithinMs = 240_000;

export interface CrowdOrder {
  readonly partnerReferenceNo: string;
  readonly orderId: string;
  readonly token: string;
}

export type CrowdQuestion =
  /** Answered when every page shows its order. */
  | { readonly kind: 'open'; readonly url: string; readonly orders: readonly CrowdOrder[] }
  | { readonly kind: 'count' }
  /** Every state that was shown, too. */
  | { readonly kind: 'tell' };

export interface CrowdAnswer {
  /** How many pages have lost their connection and not reconnected yet. */
  readonly awayCount: number;
  readonly paidCount: number;
  readonly watches: readonly Watch[];
}

/**
 * Payers' pages in processes of their own: a test process with thousands of sockets could not measure others'
 * delays.
 */
export interface Crowd {
  /** Opens one page for each of these, in turns over the processes; an order may occur several times. */
  open(url: string, orders: readonly CrowdOrder[]): Promise<void>;
  ask(kind: 'count' | 'tell'): Promise<CrowdAnswer>;
  close(): Promise<void>;
}

export function startCrowd(processesCount: number): Crowd {
  const { file, execArgv } = programOf('test/support/load/crowd-member.ts');
  const children = Array.from({ length: processesCount }, () =>
    fork(file, {
      execArgv,
      env: { PATH: process.env.PATH, HOME: process.env.HOME },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  );

  return {
    async open(url, orders) {
      await Promise.all(
        children.map((child, place) => {
          const own = orders.filter((_, index) => index % children.length === place);
          return ask(child, { kind: 'open', url, orders: own });
        }),
      );
    },
    async ask(kind) {
      const answers = await Promise.all(children.map((child) => ask(child, { kind })));
      return {
        awayCount: answers.reduce((sum, { awayCount }) => sum + awayCount, 0),
        paidCount: answers.reduce((sum, { paidCount }) => sum + paidCount, 0),
        watches: answers.flatMap(({ watches }) => watches),
      };
    },
    async close() {
      await Promise.all(
        children.map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const ended = once(child, 'exit');
          child.disconnect();
          await ended;
        }),
      );
    },
  };
}

async function ask(child: ChildProcess, question: CrowdQuestion): Promise<CrowdAnswer> {
  const over = new AbortController();
  const late = setTimeout(() => over.abort(new Error('a crowd of pages does not answer')), answerWithinMs);
  const answered = once(child, 'message', over);
  const gone = once(child, 'exit', over).then(() => {
    throw new Error('a crowd of pages has gone');
  });
  gone.catch(() => undefined);
  try {
    if (!child.connected) throw new Error('a crowd of pages has gone');
    child.send(question);
    const [answer] = await Promise.race([answered, gone]);
    return answer as CrowdAnswer;
  } finally {
    clearTimeout(late);
    over.abort();
  }
}
