import { StoreUnavailable } from '../../../src/use-cases/ports.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { readNotification } from '../dana/notifications.ts';
import type { Chronicle } from '../world/chronicle.ts';
import type { Dice } from '../world/dice.ts';
import type { Database } from './database.ts';
import type { CallEnd, GatewayProcess, Run } from './gateway-process.ts';

export interface GatewayNeeds {
  readonly processes: readonly GatewayProcess[];
  readonly dice: Dice;
  readonly chronicle: Chronicle;
  readonly database: Database;
}

/** The gateway from outside: a balancer before its processes, for GraphQL and for DANA's notifications. */
export function createGateway({ processes, dice, chronicle, database }: GatewayNeeds) {
  /** The process with that number, or where it is down perhaps another one. */
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

  /** One request. What is thrown must be a database that is away: everything else ought to be an outcome (I10). */
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

  /** A verified Finish Notify comes in; true where it was answered 2005600, which says that it is on disk (I5). */
  async function deliver(body: string, timestamp: Date): Promise<boolean> {
    const found = find(dice.between(0, processes.length - 1));
    if (found === null) return false;
    const { chance, clock } = found.run.foundations;
    const notify = readNotification(body);
    const inbox = {
      id: chance.uuid(),
      receivedAt: clock.now(),
      body,
      timestamp: timestamp.toISOString(),
      partnerReferenceNo: notify.partnerReferenceNo,
      latestTransactionStatus: notify.latestTransactionStatus,
      amount: notify.report.amount,
    };
    const end = await callRun(found.run, (useCases) => useCases.recordFinishNotify(notify, inbox));
    if (end.kind !== 'answered') return false;
    if (!database.store.tables.inbox.has(inbox.id)) {
      chronicle.violate(
        'I5',
        `${notify.partnerReferenceNo} ${notify.latestTransactionStatus} was acknowledged and is lost`,
      );
    }
    return true;
  }

  return { processes, find, call, deliver };
}
export type Gateway = ReturnType<typeof createGateway>;
