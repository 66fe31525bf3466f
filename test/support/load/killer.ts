import type { Dice } from '../../simulation/world/dice.ts';
import type { GatewayProcess } from '../gateway-process.ts';
import type { MixedLoad } from './mixed-load.ts';

/** How many answers clients get between two kills. */
const answersBetween = { min: 3, max: 18 };
/** A process that is to kill itself lets at most this many orders pass the point first ... */
const passesMax = 3;
/** ... and is killed from outside after this many answers if it never came to the point. */
const armedAnswersMax = 60;

const changes = [
  'ACCEPTED',
  'PAID',
  'CANCELLATION_REQUESTED',
  'CANCELLED',
  'REFUND_REQUESTED',
  'REFUNDED',
] as const;
const happenings: readonly string[] = [
  ...['insert', 'createOrder', 'cancelOrder', 'refundOrder', 'queryOrder'],
  ...changes.map((change) => `change ${change}`),
];
/** The named points of killable-gateway.ts, without an order. */
const points = happenings.flatMap((what) => [`before ${what}`, `after ${what}`]) as [string, ...string[]];

/** What was done to a process, for a reader of a failure: how it ended, and when the killer noticed. */
export interface Kill {
  readonly process: number;
  readonly how: string;
  readonly foundAtMs: number;
}

/**
 * Kills a process with SIGKILL, now and then all of them, again and again until the load is over: from outside at a
 * random moment, or by itself at a named point. Each is started again at once. Resolves when all run for good.
 */
export async function keepKilling(
  processes: readonly [GatewayProcess, ...GatewayProcess[]],
  load: MixedLoad,
  dice: Dice,
): Promise<readonly Kill[]> {
  const kills: Kill[] = [];
  /** The points at which processes are going to kill themselves. */
  const armed = new Map<GatewayProcess, string>();

  async function kill(process: GatewayProcess): Promise<void> {
    const point = armed.get(process);
    const isDead = !process.isAlive();
    await process.kill();
    const how = isDead && point !== undefined ? point : 'from outside';
    kills.push({ process: processes.indexOf(process), how, foundAtMs: Math.round(performance.now()) });
    armed.delete(process);
  }

  async function start(process: GatewayProcess, mayArm: boolean): Promise<void> {
    const point = dice.pick(points);
    if (!mayArm || !dice.hits(0.6)) return process.start();
    armed.set(process, point);
    await process
      .start({ KILL_AT: point, KILL_AFTER_PASSES: String(dice.between(0, passesMax)) })
      // The process killed itself before it listened.
      .catch(async () => {
        await kill(process);
        await process.start();
      });
  }

  while (!load.isOver()) {
    const victim = dice.pick(processes);
    const isArmed = armed.has(victim);
    const { min, max } = answersBetween;
    const moment = load.grown(isArmed ? armedAnswersMax : dice.between(min, max));
    await (isArmed ? Promise.race([victim.ended().catch(() => undefined), moment]) : moment);
    const victims = dice.hits(0.1) ? processes : [victim, ...processes.filter((one) => !one.isAlive())];
    await Promise.all([...new Set(victims)].map(kill));
    await Promise.all([...new Set(victims)].map((one) => start(one, !load.isOver())));
  }
  const unsafe = processes.filter((one) => armed.has(one));
  await Promise.all(unsafe.map(kill));
  await Promise.all(unsafe.map((one) => one.start()));
  return kills;
}
