import { setTimeout as until } from 'node:timers/promises';
import { nowMs } from '../live/now-ms.ts';
import { openSender } from '../live/sender.ts';
import { type Server, serverKey } from '../live/servers.ts';

/** The honest callers during a flood. */
export interface Pace {
  readonly notificationsPerSecond: number;
  readonly queriesPerSecond: number;
  readonly seconds: number;
}

/** How long each request waited for its answer, in milliseconds. */
export interface Waits {
  readonly notifications: readonly number[];
  readonly queries: readonly number[];
}

const notifyAttemptsMax = 10;
const query = 'query ($by: OrderBy!) { order(by: $by) { id status version amount { value } } }';

/**
 * Honest callers of a gateway: DANA, whose notifications each pay another order, and the merchant's server,
 * which reads orders. Each sends at its own time, whether or not the last request was answered, and expects a
 * good answer to all.
 */
export function openGoodTraffic(server: Server) {
  const { url = '' } = server.subscriptions[0] ?? {};
  const post = openSender(Number(new URL(url).port));
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` };
  let paidCount = 0;

  async function timed(work: () => Promise<void>): Promise<number> {
    const beganMs = nowMs();
    await work();
    return nowMs() - beganMs;
  }

  /**
   * Like DANA, repeats a notification that was not acknowledged in time; its wait counts from the first
   * attempt.
   */
  async function payUntilAccepted(index: number, attemptsLeft = notifyAttemptsMax): Promise<void> {
    try {
      await server.pay(index);
    } catch (error) {
      if (attemptsLeft === 1) throw error;
      await payUntilAccepted(index, attemptsLeft - 1);
    }
  }

  async function steadily(perSecond: number, seconds: number, work: (place: number) => Promise<void>) {
    const waits: Promise<number>[] = [];
    const beganMs = nowMs();
    for (let place = 0; place < perSecond * seconds; place += 1) {
      const waitMs = beganMs + (place * 1_000) / perSecond - nowMs();
      if (waitMs > 0) await until(waitMs);
      const wait = timed(() => work(place));
      // Awaited with the others at the end.
      wait.catch(() => undefined);
      waits.push(wait);
    }
    return Promise.all(waits);
  }

  return {
    async run({ notificationsPerSecond, queriesPerSecond, seconds }: Pace): Promise<Waits> {
      const first = paidCount;
      paidCount += notificationsPerSecond * seconds;
      const [notifications, queries] = await Promise.all([
        steadily(notificationsPerSecond, seconds, (place) => payUntilAccepted(first + place)),
        steadily(queriesPerSecond, seconds, (place) => {
          const { order } = server.subscriptions[place % server.subscriptions.length] ?? {};
          return post(
            '/graphql',
            headers,
            JSON.stringify({ query, variables: { by: { id: order?.id ?? '' } } }),
          );
        }),
      ]);
      return { notifications, queries };
    },
  };
}
