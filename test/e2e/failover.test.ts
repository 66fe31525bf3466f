import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGatewayClient } from '../../src/client/core/gateway-client.ts';
import { CreateOrderDocument } from '../../src/client/core/generated/graphql.ts';
import { type ConfiguredWorld, startConfiguredWorld } from '../support/configured-world.ts';
import { eventually } from '../support/eventually.ts';
import { type Crowd, type CrowdOrder, startCrowd } from '../support/load/crowd.ts';
import { type MixedLoad, startMixedLoad } from '../support/load/mixed-load.ts';
import { tellVerdict } from '../support/load/tell.ts';
import {
  hasPatroni,
  type PatroniCluster,
  sayWithoutPatroni,
  startPatroniCluster,
} from '../support/patroni/patroni-cluster.ts';
import { isLong, testSeed } from '../support/sample.ts';

/** TEST_LONG only: each way to the leader takes some minutes. */
const isTurn = isLong && hasPatroni;
if (isLong) sayWithoutPatroni('failovers of the database');

const pagesCount = 500;
const lanesCount = 10;
/** How long the machine that led stays frozen: longer than its lock lives, and than a statement may take. */
const frozenMs = 13_000;
/** What recording after a failover may take on a busy machine; what it took is printed. */
const recordsWithinMs = 60_000;
const recoverWithinMs = 300_000;
const timeoutMs = 1_800_000;

let cluster: PatroniCluster | undefined;
beforeAll(async () => {
  if (isTurn) cluster = await startPatroniCluster();
}, 300_000);
afterAll(() => cluster?.dispose());

interface Stage {
  readonly cluster: PatroniCluster;
  readonly world: ConfiguredWorld;
}

/** The ways in which the leader is lost, or seems to be. Each resolves when another one may lead. */
const faults: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async 'the lead is handed over'({ cluster }) {
    await cluster.switchOver();
  },
  async 'the machine that leads is killed'({ cluster }) {
    const lost = await cluster.leader();
    lost.signal('SIGKILL');
    await anotherThan(cluster, lost.name);
    await lost.start();
  },
  async 'the machine that leads is frozen, and goes on'({ cluster }) {
    const lost = await cluster.leader();
    lost.signal('SIGSTOP');
    const frozen = new Promise((resolve) => setTimeout(resolve, frozenMs));
    await anotherThan(cluster, lost.name);
    await frozen;
    lost.signal('SIGCONT');
  },
  async 'Patroni alone is frozen, and goes on'({ cluster }) {
    const lost = await cluster.leader();
    lost.signalPatroni('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, frozenMs));
    lost.signalPatroni('SIGCONT');
  },
};

async function anotherThan(cluster: PatroniCluster, name: string): Promise<void> {
  await eventually(
    () => cluster.leader(),
    (leader) => leader.name !== name,
    { withinMs: recordsWithinMs },
  );
}

/** An order that is recorded; asked again and again until it is. */
async function record({ world }: Stage, partnerReferenceNo: string): Promise<CrowdOrder> {
  const input = { partnerReferenceNo, amount: '75000', title: 'Two tickets' };
  let turn = 0;
  return eventually(
    async () => {
      const gateway = world.gateways[turn++ % world.gateways.length] ?? world.gateway;
      const client = createGatewayClient({ url: `${gateway.url}/graphql`, token: world.serverKey });
      const answer = await client.request(CreateOrderDocument, { input }).catch(() => null);
      return answer?.createOrder.__typename === 'CreateOrderSuccess'
        ? { partnerReferenceNo, orderId: answer.createOrder.order.id, token: answer.createOrder.clientToken }
        : null;
    },
    (order) => order !== null,
    { withinMs: recordsWithinMs },
  ) as Promise<CrowdOrder>;
}

function startLoad({ world }: Stage, name: string): MixedLoad {
  return startMixedLoad({
    seed: testSeed,
    ...{ name, lanesCount, faultChance: 0, mayDanaRefuse: true },
    urls: world.gateways.map(({ url }) => url),
    watchUrl: world.gateway.url,
    serverKey: world.serverKey,
    desk: world.desk,
  });
}

const byAddress = { direct: 'all three addresses', proxied: 'HAProxy' } as const;

test.runIf(isTurn).each(Object.entries(byAddress))(
  'nothing acknowledged is lost, nobody restarts and every page sees its end, by %s: %s',
  async (way) => {
    const present = cluster ?? expect.unreachable('no cluster');
    const { directUrl, proxiedUrl } = await present.createDatabase(`gapura_${way}`);
    const world = await startConfiguredWorld({
      gatewayCount: 2,
      // The oracle reads by HAProxy in either case.
      databaseUrl: proxiedUrl,
      environment: { DATABASE_URL: way === 'direct' ? directUrl : proxiedUrl },
    });
    const stage: Stage = { cluster: present, world };
    let crowd: Crowd | undefined;
    try {
      const orders: CrowdOrder[] = [];
      for (let index = 0; index < Object.keys(faults).length * 5; index += 1)
        orders.push(await record(stage, `${way}-page-${index}`));
      crowd = startCrowd(2);
      const pages = Array.from(
        { length: pagesCount },
        (_, index) => orders[index % orders.length] ?? expect.unreachable(),
      );
      await crowd.open(world.gateway.url, pages);
      const load = startLoad(stage, `${way}-${testSeed}`);
      const told: string[] = [];
      for (const [index, [name, happen]] of Object.entries(faults).entries()) {
        await present.whole();
        await load.grown(20);
        const beganMs = performance.now();
        const happening = happen(stage);
        await Promise.all([
          happening,
          // Paid in the middle of it: DANA notifies while there is no leader.
          ...orders
            .filter((_, place) => place % Object.keys(faults).length === index)
            .map(({ partnerReferenceNo }) => world.desk.pay(partnerReferenceNo)),
        ]);
        const ledMs = performance.now();
        await record(stage, `${way}-after-${index}`);
        told.push(
          `${name}: ${Math.round(ledMs - beganMs)} ms, and recorded ${Math.round(performance.now() - ledMs)} ms later`,
        );
        await eventually(
          () => present.sessionsOnStandbys(),
          (count) => count === 0,
          {
            withinMs: recordsWithinMs,
          },
        );
      }
      load.finish();
      await load.done;
      await eventually(
        () => crowd?.ask('count') ?? expect.unreachable(),
        ({ paidCount }) => paidCount === pagesCount,
        { withinMs: recoverWithinMs },
      );
      await eventually(
        () => tellVerdict(world, load.history()),
        (said) => said === '',
        { withinMs: recoverWithinMs },
      );
      const waits = load.history().calls.map(({ beganAtMs, endedAtMs }) => endedAtMs - beganAtMs);
      console.log(
        `${byAddress[way as keyof typeof byAddress]}\n${told.join('\n')}\nlongest answer ${Math.round(Math.max(...waits))} ms\n${load.summary()}`,
      );
      await load.close();
      // No process restarted: each is the one that was started.
      for (const gateway of world.gateways) expect(gateway.isAlive()).toBe(true);
    } finally {
      await crowd?.close();
      await world.dispose();
    }
  },
  timeoutMs,
);
