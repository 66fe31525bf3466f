import '../../src/runtime/time-zone.ts';

import { readConfig } from '../../src/config/config.ts';
import type { MoneyPorts } from '../../src/gateway/compose.ts';
import { startGateway } from '../../src/gateway/compose.ts';
import { systemClock } from '../../src/runtime/clock.ts';
import { createLog } from '../../src/runtime/log.ts';
import type { OrderChange } from '../../src/use-cases/ports/order-changes.ts';

/**
 * The gateway as `src/main.ts` runs it, except that it ends itself with SIGKILL at the point that KILL_AT
 * names, for the order that KILL_FOR names, or for any order without it. KILL_AFTER_PASSES lets the point pass
 * that many times before. Points are `before` or `after` with one of these:
 * `insert`, `change <type of the event>`, or a call to DANA such as `createOrder`.
 */
const killAt = process.env.KILL_AT;
const killFor = process.env.KILL_FOR;
let passesLeft = Number(process.env.KILL_AFTER_PASSES ?? 0);

function pass(point: string, partnerReferenceNo: string): void {
  if (point !== killAt || (killFor !== undefined && partnerReferenceNo !== killFor)) return;
  if (passesLeft === 0) process.kill(process.pid, 'SIGKILL');
  passesLeft -= 1;
}

function killable({ store, provider }: MoneyPorts): MoneyPorts {
  const referenceIn = (body: string) => {
    const request = JSON.parse(body) as Record<string, string | undefined>;
    return request.partnerReferenceNo ?? request.originalPartnerReferenceNo ?? '';
  };
  async function around<Answer>(
    name: string,
    reference: string,
    run: () => Promise<Answer>,
  ): Promise<Answer> {
    pass(`before ${name}`, reference);
    const answer = await run();
    pass(`after ${name}`, reference);
    return answer;
  }
  return {
    store: {
      ...store,
      insert: (input) => around('insert', input.order.partnerReferenceNo, () => store.insert(input)),
      async change(orderId, decide, options) {
        let decided: OrderChange | null = null;
        const outcome = await store.change(
          orderId,
          (order, refunds) => {
            decided = decide(order, refunds);
            if (decided !== null) pass(`before change ${decided.event.fact.type}`, order.partnerReferenceNo);
            return decided;
          },
          options,
        );
        if (outcome.kind === 'changed') {
          pass(`after change ${outcome.event.fact.type}`, outcome.order.partnerReferenceNo);
        }
        return outcome;
      },
    },
    provider: {
      ...provider,
      createOrder: (body) => around('createOrder', referenceIn(body), () => provider.createOrder(body)),
      refundOrder: (body) => around('refundOrder', referenceIn(body), () => provider.refundOrder(body)),
      cancelOrder: (order) =>
        around('cancelOrder', order.partnerReferenceNo, () => provider.cancelOrder(order)),
      queryOrder: (order) => around('queryOrder', order.partnerReferenceNo, () => provider.queryOrder(order)),
    },
  };
}

const result = readConfig(process.env);
if (result.kind === 'faulty' || result.config.mode === 'embedded')
  throw new Error('a configured gateway is needed');
const { settings } = result.config;
const log = createLog('info');
const gateway = await startGateway(settings, systemClock(), log, { wrap: killable });
log.info('gateway.started', { url: gateway.url });
process.on('SIGTERM', () => void gateway.close().then(() => process.exit(0)));
