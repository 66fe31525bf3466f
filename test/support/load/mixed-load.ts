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
  /** Every reference begins with it. */
  readonly name: string;
  /** Left out: one after the other until `finish` is called. */
  readonly storiesCount?: number;
  /** How many stories are lived at the same time. */
  readonly lanesCount: number;
  /** How likely each operation of an order is to meet a fault at DANA. */
  readonly faultChance: number;
  /** Whether there are refunds that DANA refuses for good. */
  readonly mayDanaRefuse: boolean;
  /** Where the merchant's servers send their requests: each to any of these. */
  readonly urls: readonly string[];
  /** Where the payers' pages connect. */
  readonly watchUrl: string;
  readonly serverKey: string;
  readonly desk: SimulatorDesk;
}

/** Merchants, payers and a reader of events at work. */
export interface MixedLoad {
  /** Resolves when so many further answers with data were given, or the last story was over: what trouble waits for. */
  grown(answersCount: number): Promise<void>;
  isOver(): boolean;
  /** No further story begins; those that have begun are lived to their end. */
  finish(): void;
  /** Resolves when every story was lived to its end. Pages stay open and the reader reads on. */
  readonly done: Promise<void>;
  history(): History;
  /** How often what was answered, and what pages did not show in time. */
  summary(): string;
  close(): Promise<void>;
}

/** Begins at once. From one seed the same stories; what happens between them is up to the machine. */
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

/** What a page has shown so far, for a history. */
export function watchOf(partnerReferenceNo: string, { views }: Watcher): Watch {
  // A view comes again where only its connection has changed.
  const states = views.flatMap(({ order }, index) =>
    order === null || order === views[index - 1]?.order ? [] : [order],
  );
  return { partnerReferenceNo, states };
}
