import { createBanks } from '../dana/banks.ts';
import { createConnection } from '../dana/connection.ts';
import { type Courier, createCourier } from '../dana/courier.ts';
import { createDana } from '../dana/dana.ts';
import { createDesk } from '../dana/desk.ts';
import { createLedger } from '../dana/ledger.ts';
import { translateNotification } from '../dana/notifications.ts';
import { createPurses } from '../dana/purses.ts';
import { createDatabase, type Database } from '../gateway/database.ts';
import { createDatabaseClock } from '../gateway/database-clock.ts';
import { createGateway } from '../gateway/gateway.ts';
import { createGatewayProcess } from '../gateway/gateway-process.ts';
import { createReceiver } from '../gateway/receive-notification.ts';
import { type Mutation, noMutation } from '../mutants/mutation.ts';
import { createAnswers } from '../oracle/answers.ts';
import { createApprovalOracle } from '../oracle/approvals.ts';
import { type CheckoutOracle, createCheckoutOracle } from '../oracle/checkouts.ts';
import { type Commits, createCommits } from '../oracle/commits.ts';
import { createDeliveries } from '../oracle/deliveries.ts';
import { createEvidence } from '../oracle/evidence.ts';
import { createIncidentLives } from '../oracle/incidents.ts';
import type { Intent } from '../people/act.ts';
import { drawApprovalWorld, writeApprovals } from '../people/approval-script.ts';
import { createApprovers } from '../people/approvers.ts';
import { writeBatches } from '../people/batch-script.ts';
import { createBuyers } from '../people/buyers.ts';
import { personNumbers } from '../people/credentials.ts';
import { writeDisputes } from '../people/dispute-script.ts';
import { createMerchant } from '../people/merchant.ts';
import { createOperators } from '../people/operators.ts';
import { createOutsiders } from '../people/outsiders.ts';
import type { Cast } from '../people/perform.ts';
import { createRequests } from '../people/requests.ts';
import { type Script, writeScript } from '../people/script.ts';
import { createTrouble } from '../people/trouble.ts';
import { createWatchers } from '../people/watchers.ts';
import { createChronicle } from './chronicle.ts';
import { createDice } from './dice.ts';
import { createFaults } from './faults.ts';
import { createVirtualTime, type VirtualTime } from './virtual-time.ts';

/** When every world begins. */
export const startMs = Date.parse('2026-01-15T03:00:00.000Z');

export interface WorldOptions {
  readonly seed: number;
  readonly mutation?: Mutation;
  /** True if every step is to be described in words. */
  readonly isNarrated?: boolean;
}

/** One world from one seed: two or one gateway processes, a database, DANA, a network, people, and the oracle. */
export function createWorld({ seed, mutation = noMutation, isNarrated = false }: WorldOptions) {
  const dice = (stream: string) => createDice(seed, stream);
  const time = createVirtualTime(startMs);
  const chronicle = createChronicle({ isNarrated, nowMs: time.nowMs });
  const faults = createFaults(dice('faults'));
  const settings = dice('settings');
  const approvalWorld = drawApprovalWorld(dice('approvals'));

  // The rooms know each other in a circle (DANA notifies its caller): the later ones are reached through these.
  let courier: Courier | null = null;
  let commits: Commits | null = null;
  let checkoutOracle: CheckoutOracle | null = null;

  const ledger = createLedger({
    time,
    faults,
    announce: (order, state) => courier?.announce(order, state),
    choosePurses: createPurses(dice('purses')),
  });
  const dana = createDana({ time, dice: dice('dana'), faults, ledger });
  const danaOrder = (partnerReferenceNo: string) => ledger.orders.get(partnerReferenceNo);
  const database = createDatabase({
    time,
    dice: dice('database'),
    faults,
    hasRules: approvalWorld !== null,
    onCommit: (orderId) => commits?.committed(orderId),
  });
  const { tables } = database.store;
  if (approvalWorld !== null) {
    for (const number of personNumbers) tables.ceilings.set(`person-${number}`, approvalWorld.ceilings);
  }
  const approvals = createApprovalOracle({ world: approvalWorld, store: () => database.store, chronicle });
  const databaseClock = createDatabaseClock(time);
  const evidence = createEvidence({
    clockWrongByMs: databaseClock.wrongByMs,
    nowMs: time.nowMs,
    chronicle,
    danaOrder,
    ourOrder(partnerReferenceNo) {
      for (const { order } of tables.orders.values())
        if (order.partnerReferenceNo === partnerReferenceNo) return order;
      return undefined;
    },
  });
  commits = createCommits({ store: () => database.store, time, chronicle, evidence, danaOrder, approvals });
  const connection = createConnection({
    dana,
    time,
    dice: dice('network'),
    faults,
    isBankDown: createBanks({ dice: dice('banks'), faults, time }),
    chronicle,
    listener: {
      sent(exchange) {
        evidence.listener.sent(exchange);
        checkoutOracle?.sent(exchange);
      },
      answered: evidence.listener.answered,
    },
  });

  let uuidCount = 0;
  const newUuid = () => `00000000-0000-4000-8000-${String(++uuidCount).padStart(12, '0')}`;
  const processes = ['gateway-a', 'gateway-b'].slice(0, settings.pick([1, 2, 2])).map((name) =>
    createGatewayProcess({
      name,
      time,
      dice: dice(name),
      faults,
      chronicle,
      database,
      connection,
      newUuid,
      publish(sender, id, version) {
        commits?.announced(id);
        for (const process of processes) if (process.name !== sender) process.wake(id, version);
      },
      translateFinishNotify: translateNotification,
      approvalRules: approvalWorld?.rules,
      mutation: {
        ...mutation,
        deps: (sound) => mutation.deps?.(sound, database) ?? sound,
      },
    }),
  );
  const balancer = dice('balancer');
  const gateway = createGateway({ processes, dice: balancer, chronicle });
  courier = createCourier({
    time,
    dice: dice('courier'),
    faults,
    chronicle,
    deliver: createReceiver({ gateway, dice: balancer, chronicle, database }),
    isWorking: !settings.hits(0.1),
  });
  const answers = createAnswers({ store: () => database.store, chronicle, commits });
  const deliveries = createDeliveries({ time, chronicle, commits, database });
  const idOf = makeIdOf(database, time);
  checkoutOracle = createCheckoutOracle({
    ...{ database, chronicle, commits, answers, danaOrder },
    nowMs: time.nowMs,
    clockWrongByMs: databaseClock.wrongByMs,
  });
  const incidentLives = createIncidentLives({
    store: () => database.store,
    chronicle,
    clockWrongByMs: databaseClock.wrongByMs,
  });
  const requests = createRequests('merchant', { time, dice: dice('merchant'), chronicle });
  const cast: Cast = {
    merchant: createMerchant({ requests, gateway, answers, idOf }),
    buyers: createBuyers({ time, requests, gateway, database, answers: checkoutOracle }),
    approvers: createApprovers({
      requests: createRequests('approver', { time, dice: dice('approvers'), chronicle }),
      gateway,
      oracle: approvals,
      idOf,
    }),
    operators: createOperators({ requests, gateway, lives: incidentLives }),
    watchers: createWatchers({ time, dice: dice('watchers'), chronicle, gateway, answers, deliveries, idOf }),
    outsiders: createOutsiders({
      time,
      chronicle,
      ledger,
      desk: createDesk({ time, faults, ledger }),
      courier,
    }),
    trouble: createTrouble({
      time,
      faults,
      chronicle,
      processes,
      connection,
      database,
      databaseClock,
      courier,
    }),
  };
  const plain: Script = writeScript(dice('script'), startMs);
  const more =
    approvalWorld === null
      ? []
      : [...writeApprovals(dice('approval script'), plain), ...writeBatches(dice('batch script'), plain)];
  const script: Script = {
    ...plain,
    acts: [...plain.acts, ...more],
    endMs: Math.max(plain.endMs, ...more.map(({ atMs }) => atMs + 10_000)),
  };
  const disputes = writeDisputes(dice('disputes'), script.intents, startMs);

  return {
    time,
    chronicle,
    faults,
    ledger,
    database,
    databaseClock,
    connection,
    gateway,
    answers,
    checkoutOracle,
    approvals,
    incidentLives,
    requests,
    deliveries,
    script,
    disputes,
    cast,
  };
}
export type World = ReturnType<typeof createWorld>;

/** How long a client waits for the order that it is to act on to exist. */
const lookMs = 400;
const looksMax = 40;

/** A client knows an order's id from the answer to a create, its own or a colleague's. */
function makeIdOf({ store: { tables } }: Database, time: VirtualTime) {
  return async function idOf({ partnerReferenceNo }: Intent): Promise<string | null> {
    for (let looks = 0; looks < looksMax; looks++) {
      for (const { order } of tables.orders.values()) {
        if (order.partnerReferenceNo === partnerReferenceNo) return order.id;
      }
      await time.sleep(lookMs);
    }
    return null;
  };
}
