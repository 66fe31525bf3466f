import { setTimeout as wait } from 'node:timers/promises';
import type { Dice } from '../../simulation/world/dice.ts';
import type { ConfiguredWorld } from '../configured-world.ts';
import type { GatewayProcess } from '../gateway-process.ts';
import type { MortalPostgres } from '../mortal-postgres.ts';
import type { SmallDisk } from '../small-disk.ts';
import type { MixedLoad } from './mixed-load.ts';

/** How many answers clients get between one fault and the next. */
const answersBetween = { min: 10, max: 40 };
/** A process stands still for less than its lease of 9 s, and for more. */
const frozenMs = { min: 1_000, max: 12_000 };
/** How long Postgres is away, silent, or has no space left. */
const awayMs = { min: 500, max: 4_000 };
/** How far a clock is from the machine's, on one side or the other. */
const clockShiftMs = 60 * 60_000;

/** What a storm is made of. */
export interface StormStage {
  readonly world: Pick<ConfiguredWorld, 'gateways' | 'databaseRelay'>;
  readonly postgres: MortalPostgres;
  /** Postgres keeps its data there. Left out: its disk is never full. */
  readonly disk: SmallDisk | undefined;
}

type Fault = (stage: StormStage, dice: Dice) => Promise<void>;

const faults = {
  async 'a process is killed'(stage, dice) {
    await restart(dice.pick(gatewaysOf(stage)), 0);
  },
  async 'a process stands still'(stage, dice) {
    const gateway = dice.pick(gatewaysOf(stage));
    gateway.signal('SIGSTOP');
    await wait(dice.between(frozenMs.min, frozenMs.max));
    gateway.signal('SIGCONT');
  },
  async 'a clock is an hour off'(stage, dice) {
    await restart(dice.pick(gatewaysOf(stage)), dice.hits(0.5) ? clockShiftMs : -clockShiftMs);
  },
  async 'a clock is set'(stage, dice) {
    dice.pick(gatewaysOf(stage)).signal('SIGUSR2');
  },
  async 'Postgres is stopped'(stage, dice) {
    await stage.postgres.stop(dice.pick(['SIGINT', 'SIGQUIT', 'SIGKILL']));
    await wait(dice.between(awayMs.min, awayMs.max));
    await startPostgres(stage);
  },
  async 'Postgres is silent'({ world }, dice) {
    world.databaseRelay.hold();
    await wait(dice.between(awayMs.min, awayMs.max));
    world.databaseRelay.cut({ isOpen: true });
  },
  async 'the disk of Postgres is full'(stage, dice) {
    if (stage.disk === undefined) return;
    await stage.disk.fill();
    await wait(dice.between(awayMs.min, awayMs.max));
    await stage.disk.free();
    // It may have ended for want of space.
    await startPostgres(stage);
  },
} satisfies Record<string, Fault>;

type FaultName = keyof typeof faults;
const faultNames = Object.keys(faults) as FaultName[];

/** Lets one fault after the other happen, each kind in its turn, until the load is over. The faults, in their order. */
export async function keepStorming(
  stage: StormStage,
  load: MixedLoad,
  dice: Dice,
): Promise<readonly FaultName[]> {
  const happened: FaultName[] = [];
  const { min, max } = answersBetween;
  const firstTurn = dice.between(0, faultNames.length - 1);
  while (!load.isOver()) {
    await load.grown(dice.between(min, max));
    const name = faultNames[(firstTurn + happened.length) % faultNames.length] ?? 'a process is killed';
    happened.push(name);
    await faults[name](stage, dice);
  }
  return happened;
}

function gatewaysOf({ world }: StormStage): readonly [GatewayProcess, ...GatewayProcess[]] {
  return world.gateways as readonly [GatewayProcess, ...GatewayProcess[]];
}

async function restart(gateway: GatewayProcess, shiftMs: number): Promise<void> {
  await gateway.kill();
  await gateway.start({ CLOCK_SHIFT_MS: String(shiftMs) });
}

async function startPostgres({ world, postgres }: StormStage): Promise<void> {
  await postgres.start();
  world.databaseRelay.leadTo({ host: '127.0.0.1', port: Number(new URL(postgres.url()).port) });
}
