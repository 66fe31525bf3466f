import { StoreUnavailable } from '../../../src/use-cases/ports/store-unavailable.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { CallEnd, GatewayProcess, Run } from './gateway-process.ts';

export interface GatewayNeeds {
  readonly processes: readonly GatewayProcess[];
  readonly dice: Dice;
  readonly chronicle: Chronicle;
}

/** The gateway from outside: a load balancer before its processes. */
export function createGateway({ processes, dice, chronicle }: GatewayNeeds) {
  /** The process with this number; if it is down, perhaps another one. */
  function find(number: number): { process: GatewayProcess; run: Run } | null {
    const wished = processes[number % processes.length];
    const process =
      wished?.run() == null && dice.hits(0.7) ? processes.find((one) => one.run() !== null) : wished;
    const run = process?.run() ?? null;
    return process === undefined || run === null ? null : { process, run };
  }

  async function call<Value>(
    number: number,
    work: (useCases: UseCases) => Promise<Value>,
  ): Promise<CallEnd<Value>> {
    const found = find(number);
    return found === null ? { kind: 'disconnected' } : callRun(found.run, work);
  }

  /** One request. Only an unavailable database may throw; everything else must be an outcome (I10). */
  async function callRun<Value>(
    { life, useCases }: Run,
    work: (useCases: UseCases) => Promise<Value>,
  ): Promise<CallEnd<Value>> {
    const answered = life.whileAlive(work(useCases)).then(
      (value): CallEnd<Value> => ({ kind: 'answered', value }),
      (error: unknown): CallEnd<Value> => {
        if (!(error instanceof StoreUnavailable)) chronicle.violate('I10', `a call threw ${String(error)}`);
        return { kind: 'failed' };
      },
    );
    return Promise.race([answered, life.ended.then((): CallEnd<Value> => ({ kind: 'disconnected' }))]);
  }

  return { processes, find, call, callRun };
}
export type Gateway = ReturnType<typeof createGateway>;
