/**
 * Many payers in a process of their own, each a page with the real client: `tsx crowd-member.ts`, forked by
 * crowd.ts, which sends one request after the other over Node's message channel. Ends when its parent is gone.
 */
import { isLive, isPaid, openWatcher, type Watcher } from '../watcher.ts';
import type { CrowdAnswer, CrowdQuestion } from './crowd.ts';
import { watchOf } from './mixed-load.ts';

/** Pages that are opened at once. */
const atOnceMax = 50;

const pages: { readonly partnerReferenceNo: string; readonly watcher: Watcher }[] = [];

async function open({ url, orders }: Extract<CrowdQuestion, { kind: 'open' }>): Promise<void> {
  const waiting = [...orders];
  async function lane(): Promise<void> {
    for (let order = waiting.pop(); order !== undefined; order = waiting.pop()) {
      const watcher = openWatcher(url, order);
      pages.push({ partnerReferenceNo: order.partnerReferenceNo, watcher });
      await watcher.sees('the order', (view) => view.order !== null);
    }
  }
  await Promise.all(Array.from({ length: atOnceMax }, lane));
}

function isAway({ views }: Watcher): boolean {
  const last = views.at(-1);
  return last === undefined || (last.connection !== 'closed' && !isLive(last));
}

async function answer(question: CrowdQuestion): Promise<CrowdAnswer> {
  if (question.kind === 'open') await open(question);
  return {
    awayCount: pages.filter(({ watcher }) => isAway(watcher)).length,
    paidCount: pages.filter(({ watcher }) => watcher.views.some(isPaid)).length,
    watches:
      question.kind === 'tell'
        ? pages.map(({ partnerReferenceNo, watcher }) => watchOf(partnerReferenceNo, watcher))
        : [],
  };
}

process.on('message', (question: CrowdQuestion) => {
  answer(question).then(
    // A parent that has ended meanwhile needs no answer.
    (said) => process.connected && process.send?.(said),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
