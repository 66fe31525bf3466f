import { join } from 'node:path';
import { startChild } from './child.ts';
import type { Push, Question, Subscription } from './subscribers.ts';

/** Sockets that one process opens at the same time. */
const openAtOnceMax = 64;

/** The payers of a bench, spread over processes of their own. */
export interface Crowd {
  /** Resolves when each of them has seen its order's present state, with the time that took. */
  open(subscriptions: readonly Subscription[]): Promise<{ tookMs: number }>;
  /** Resolves when all these payments have arrived, with the time of each and an example of a push. */
  collect(indexes: readonly number[]): Promise<{ arrivals: ReadonlyMap<number, number>; sample: string }>;
  leave(): Promise<void>;
  end(): Promise<void>;
}

export async function startCrowd(processesCount: number, folder: string): Promise<Crowd> {
  const children = await Promise.all(
    Array.from({ length: processesCount }, (_, place) =>
      startChild('subscribers.js', { logFile: join(folder, `crowd-${place}.log`) }),
    ),
  );
  const askAll = <Answer>(questionFor: (place: number) => Question) =>
    Promise.all(children.map((child, place) => child.ask<Answer>(questionFor(place))));
  const isOf = (index: number, place: number) => index % processesCount === place;

  return {
    async open(subscriptions) {
      const took = await askAll<{ tookMs: number }>((place) => ({
        kind: 'open',
        atOnceMax: openAtOnceMax,
        subscriptions: subscriptions.filter(({ index }) => isOf(index, place)),
      }));
      return { tookMs: Math.max(...took.map(({ tookMs }) => tookMs)) };
    },
    async collect(indexes) {
      const collected = await askAll<{ pushes: readonly Push[]; sample: string }>((place) => ({
        kind: 'collect',
        count: indexes.filter((index) => isOf(index, place)).length,
      }));
      const arrivals = new Map(collected.flatMap(({ pushes }) => pushes));
      return { arrivals, sample: collected.map(({ sample }) => sample).find((text) => text !== '') ?? '' };
    },
    async leave() {
      await askAll(() => ({ kind: 'close' }));
    },
    async end() {
      await Promise.all(children.map((child) => child.end()));
    },
  };
}
