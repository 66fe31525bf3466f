import { describe, expect, test } from 'vitest';
import type { Caller } from '../../../src/access/caller.ts';
import { createCallerSessions, expiryCheckMs } from '../../../src/server/admission/caller-sessions.ts';
import { limits } from '../../../src/server/limits.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { birth } from '../../support/orders.ts';

const caller: Caller = { kind: 'anonymous' };
const tickMs = 50;

/** A server with so many open sessions that begins to drain; how many it has ended, now and after each tick. */
function aDrain(sessionsCount: number) {
  const clock = manualClock();
  const sessions = createCallerSessions(clock);
  let endedCount = 0;
  const opened = Array.from({ length: sessionsCount }, () =>
    sessions.open(caller, () => {
      endedCount += 1;
    }),
  );
  sessions.drain(limits);
  const history = [endedCount];
  return {
    sessions,
    opened,
    history,
    endedCount: () => endedCount,
    /** Until all are ended, or a minute has passed. */
    finish() {
      while (endedCount < sessionsCount && history.length < 60_000 / tickMs) {
        clock.advance(tickMs);
        history.push(endedCount);
      }
      return { tookMs: (history.length - 1) * tickMs };
    },
    tick: () => clock.advance(tickMs),
  };
}

describe('a drain of streams', () => {
  test('is over at once where they are few', () => {
    expect(aDrain(50).history).toEqual([50]);
  });

  test('keeps its pace where they are more', () => {
    const drain = aDrain(3_000);
    expect(drain.finish()).toEqual({ tookMs: 2_950 });
    expect(Math.max(...steps(drain.history))).toBe(50);
  });

  test('ends in time where they are very many, and never all in one moment', () => {
    const drain = aDrain(20_000);
    expect(drain.finish().tookMs).toBeLessThanOrEqual(limits.drainSpreadMaxMs);
    expect(limits.drainSpreadMaxMs).toBeLessThan(limits.drainDeadlineMs);
    expect(Math.max(...steps(drain.history))).toBe(125);
  });

  test('skips who left by himself, and ends at once who comes now', () => {
    const drain = aDrain(200);
    for (const session of drain.opened.slice(100)) session.close();
    drain.tick();
    drain.tick();
    drain.tick();
    expect(drain.endedCount()).toBe(100);
    let ending: string | null = null;
    drain.sessions.open(caller, (reason) => {
      ending = reason;
    });
    expect(ending).toBe('serverDraining');
  });
});

describe('a credential that expires', () => {
  const lastsMs = 10_000;
  const expiring = (ms: number): Caller => ({
    kind: 'clientToken',
    orderId: 'order-1',
    expiresAt: new Date(birth.getTime() + ms),
  });

  function open(...callers: readonly Caller[]) {
    const clock = manualClock();
    const sessions = createCallerSessions(clock);
    const ended: string[] = [];
    const opened = callers.map((who, index) =>
      sessions.open(who, (ending) => ended.push(`${index} ${ending}`)),
    );
    return { clock, ended, opened };
  }

  test('ends its sessions soon after, never before, and nobody else’s', () => {
    const { clock, ended } = open(expiring(lastsMs), caller, expiring(2 * lastsMs), expiring(lastsMs));
    clock.advance(lastsMs - 1);
    expect(ended).toEqual([]);
    clock.advance(expiryCheckMs);
    expect(ended).toEqual(['0 credentialEnded', '3 credentialEnded']);
    clock.advance(lastsMs);
    expect(ended.slice(2)).toEqual(['2 credentialEnded']);
  });

  test('says nothing to who left by himself', () => {
    const { clock, ended, opened } = open(expiring(lastsMs), expiring(lastsMs));
    opened[0]?.close();
    clock.advance(2 * lastsMs);
    expect(ended).toEqual(['1 credentialEnded']);
  });

  test('is looked for also after nobody was there for a while', () => {
    const clock = manualClock();
    const sessions = createCallerSessions(clock);
    sessions.open(caller, () => undefined).close();
    clock.advance(5 * expiryCheckMs);
    const ended: string[] = [];
    sessions.open(expiring(lastsMs), (ending) => ended.push(ending));
    clock.advance(lastsMs);
    expect(ended).toEqual(['credentialEnded']);
  });
});

/** How many were ended in each tick. */
function steps(history: readonly number[]): number[] {
  return history.map((count, index) => count - (history[index - 1] ?? 0));
}
