import type { Connection } from '../dana/connection.ts';
import type { Courier } from '../dana/courier.ts';
import type { Database } from '../gateway/database.ts';
import type { DatabaseClock } from '../gateway/database-clock.ts';
import type { GatewayProcess } from '../gateway/gateway-process.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Faults, ScriptedFault } from '../world/faults.ts';
import type { WorldTime } from '../world/virtual-time.ts';
import type { TroubleAct, TroubleKind } from './act.ts';

export interface TroubleNeeds {
  readonly time: WorldTime;
  readonly faults: Faults;
  readonly chronicle: Chronicle;
  readonly processes: readonly GatewayProcess[];
  readonly connection: Connection;
  readonly database: Database;
  readonly databaseClock: DatabaseClock;
  readonly courier: Courier;
}

type Trouble = readonly [fault: ScriptedFault, strike: (ms: number, process: GatewayProcess) => void];

/** Makes trouble for machines, networks and clocks at an instant of the script. */
export function createTrouble(needs: TroubleNeeds) {
  const { time, faults, chronicle, processes, connection, database, databaseClock, courier } = needs;
  const troubles: Readonly<Record<TroubleKind, Trouble>> = {
    kill: ['process killed', (_, process) => process.kill()],
    loseListen: [
      'listen lost',
      (ms, process) => {
        process.loseListen();
        time.at(time.nowMs() + ms, () => process.listenAgain());
      },
    ],
    clockStep: ['clock step', (ms, process) => process.clock.step(ms)],
    clockSet: [
      'database clock set',
      (ms) => {
        databaseClock.set(ms);
        for (const { clock } of processes) clock.willFollow(ms);
      },
    ],
    jump: ['clock jump', (ms) => time.jump(ms)],
    storeOutage: ['store outage', (ms) => database.breakDown(ms)],
    danaOutage: ['DANA outage', (ms) => connection.breakOff(ms)],
    keyWrong: ['key wrong', (ms) => connection.refuseKey(ms)],
    replay: ['notification replayed', (index) => courier.replay(index)],
  };

  return {
    strike({ kind, ms }: TroubleAct, number: number): void {
      const process = processes[number % processes.length];
      if (process === undefined) return;
      const [fault, strike] = troubles[kind];
      faults.count(fault);
      chronicle.tell('trouble', () => `${fault} (${process.name}, ${ms})`);
      strike(ms, process);
    },
  };
}
export type Troubles = ReturnType<typeof createTrouble>;
