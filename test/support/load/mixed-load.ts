import { createGatewayClient } from '../../../src/client/core/gateway-client.ts';
import { createDice } from '../../simulation/world/dice.ts';
import {
  type FollowedEvent,
  groupedBy,
  type History,
  openHistoryBook,
  type Watch,
} from '../history/history.ts';
import type { SimulatorDesk } from '../simulator-desk.ts';
import type { Watcher } from '../watcher.ts';
import { followEvents } from './follow-events.ts';
import { liveStory, type Stage } from './live-story.ts';
import { planStory } from './story.ts';

export interface MixedLoadSetting {
  readonly seed: number;
  /** The prefix of every reference. */
  readonly name: string;
  /** Default: one story after the other until `finish` is called. */
  readonly storiesCount?: number;
  /** How many stories run at the same time. */
  readonly lanesCount: number;
  /** The probability of a fault at DANA, for each operation of an order. */
  readonly faultChance: number;
  /** Whether some refunds are declined by DANA for good. */
  readonly mayDanaRefuse: boolean;
  /** Where the merchant's servers send their requests: each request to any of these. */
  readonly urls: readonly string[];
  /** The address that the payers' pages connect to. */
  readonly watchUrl: string;
  readonly serverKey: string;
  readonly desk: SimulatorDesk;
}

/** Merchants, payers and a client that follows the events, at work. */
export interface MixedLoad {
  /**
   * Resolves when this many further answers with data came, or the last story is over. Kills and cuts wait for
   * it.
   */
  grown(answersCount: number): Promise<void>;
  isOver(): boolean;
  /** Begins no further story; those that have begun continue to their end. */
  finish(): void;
  /** Resolves when every story is over. Pages stay open, and the client continues to follow the events. */
  readonly done: Promise<void>;
  history(): History;
  /** The count of each answer, and what pages did not show in time. */
  summary(): string;
  close(): Promise<void>;
}

/** Begins at once. One seed gives the same stories; what happens between them depends on the machine. */
export function startMixedLoad(setting: MixedLoadSetting): MixedLoad {
  const { seed, name, lanesCount } = setting;
  let storiesMax = setting.storiesCount ?? Number.POSITIVE_INFINITY;
  const book = openHistoryBook();
  const clients = setting.urls.map((url) =>
    createGatewayClient({ url: `${url}/graphql`, token: setting.serverKey }),
  );
  const [first, ...others] = clients;
  if (first === undefined) throw new RangeError('a load needs a gateway');
  const stage: Stage = { ...setting, clients: [first, ...others], book, watchers: [], missed: [] };
  const followed: FollowedEvent[] = [];
  const following = followEvents(stage.clients, followed);
  let begunCount = 0;
  let isOver = false;

  async function live(): Promise<void> {
    while (begunCount < storiesMax) {
      begunCount += 1;
      const reference = `${name}-${String(begunCount).padStart(4, '0')}`;
      const story = planStory(reference, createDice(seed, reference), setting);
      await liveStory(story, stage, createDice(seed, `${reference}/way`)).catch((cause: unknown) => {
        throw new Error(`in the story ${JSON.stringify(story, null, 2)}`, { cause });
      });
    }
  }

  const done = Promise.all(Array.from({ length: lanesCount }, live)).then(() => undefined);
  const over = () => {
    isOver = true;
    book.end();
  };
  done.then(over, over);

  return {
    grown: book.grown,
    isOver: () => isOver,
    finish() {
      storiesMax = begunCount;
    },
    done,
    history: () => ({
      calls: book.calls,
      watches: stage.watchers.map(({ partnerReferenceNo, watcher }) => watchOf(partnerReferenceNo, watcher)),
      followed,
    }),
    summary() {
      const answers = book.calls.map(({ asked, told }) =>
        told.kind === 'data' ? told.outcome : `${asked.operation} ${told.code}`,
      );
      const counts = [...groupedBy(answers, String)].map(([answer, { length }]) => `${answer} ${length}`);
      return [counts.join(', '), ...stage.missed].join('\n');
    },
    async close() {
      for (const { watcher } of stage.watchers) watcher.close();
      await following.close();
    },
  };
}

/** Every state that a page has shown so far, for a history. */
export function watchOf(partnerReferenceNo: string, { views, diary }: Watcher): Watch {
  // A view appears again if only its connection has changed.
  const states = views.flatMap(({ order }, index) =>
    order === null || order === views[index - 1]?.order ? [] : [order],
  );
  return { partnerReferenceNo, states, diary: diary() };
}
