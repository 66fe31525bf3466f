import { setTimeout as until } from 'node:timers/promises';
import { createGatewayClient } from '../../../src/client/core/gateway-client.ts';
import {
  CancelOrderDocument,
  CreateOrderDocument,
  OrdersDocument,
  RefundOrderDocument,
} from '../../../src/client/core/generated/graphql.ts';
import { openSimulatorDesk } from '../../support/simulator-desk.ts';
import { isLive, isPaid, openWatcher } from '../../support/watcher.ts';
import { nowMs } from '../live/now-ms.ts';
import { serverKey } from '../live/servers.ts';

/** What happens to an order: of ten, six are paid, one of them is refunded, and so on, in turns. */
const fates = [
  ...(['PAID', 'PAID', 'LEFT', 'PAID', 'REFUNDED'] as const),
  ...(['PAID', 'CANCELLED', 'PAID', 'EXPIRED', 'PAID'] as const),
];
/** An order that nobody pays expires soon, so that recovery has found its end before the soak is over. */
const lifetimeMs = 2 * 60_000;

export interface Lives {
  /** Lives that have ended as they should. */
  readonly endedCount: number;
  /** What the others met. */
  readonly failures: readonly string[];
  /** Begins no further life, and resolves when those under way have ended. */
  stop(): Promise<void>;
}

/**
 * Lives of orders at a steady rate: a merchant creates an order, a payer's page opens a socket and watches it, the payer
 * pays at DANA, the page sees the end and goes. Some payers leave before that, some orders are refunded or cancelled.
 */
export function startLives(addresses: {
  readonly gatewayUrl: string;
  readonly simulatorUrl: string;
  readonly perSecond: number;
}): Lives {
  const { gatewayUrl, simulatorUrl, perSecond } = addresses;
  const merchant = createGatewayClient({ url: `${gatewayUrl}/graphql`, token: serverKey });
  const desk = openSimulatorDesk(simulatorUrl);
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  const failures: string[] = [];
  let endedCount = 0;

  async function live(place: number): Promise<void> {
    const fate = fates[place % fates.length];
    const partnerReferenceNo = `soak-${String(place).padStart(9, '0')}`;
    const { createOrder } = await merchant.request(CreateOrderDocument, {
      input: {
        partnerReferenceNo,
        title: 'Two tickets',
        amount: '75000.00',
        payMethod: 'VIRTUAL_ACCOUNT',
        payOption: 'VIRTUAL_ACCOUNT_BRI',
        ...(fate === 'EXPIRED' && { expiresAt: new Date(Date.now() + lifetimeMs).toISOString() }),
      },
    });
    if (createOrder.__typename !== 'CreateOrderSuccess') throw new Error(createOrder.__typename);
    const { order, clientToken } = createOrder;
    const page = openWatcher(gatewayUrl, { orderId: order.id, token: clientToken });
    try {
      await page.sees('the order', isLive);
      if (fate === 'EXPIRED') return;
      if (fate === 'CANCELLED') {
        await merchant.request(CancelOrderDocument, { input: { orderId: order.id } });
        await page.sees('the cancellation', (view) => view.order?.status === 'CANCELLED');
        return;
      }
      if (fate === 'LEFT') page.close();
      await desk.pay(partnerReferenceNo);
      if (fate !== 'LEFT') await page.sees('the payment', isPaid);
      await merchant.request(OrdersDocument, { first: 20 });
      if (fate === 'REFUNDED') {
        const partnerRefundNo = `${partnerReferenceNo}-r`;
        await merchant.request(RefundOrderDocument, { input: { orderId: order.id, partnerRefundNo } });
      }
    } finally {
      page.close();
      await page.ended;
    }
  }

  async function begin(): Promise<void> {
    const beganMs = nowMs();
    for (let place = 0; !stopping.signal.aborted; place += 1) {
      const waitMs = beganMs + (place * 1_000) / perSecond - nowMs();
      if (waitMs > 0) await until(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      const life = live(place).then(
        () => {
          endedCount += 1;
        },
        (error: unknown) => {
          failures.push(`life ${place}: ${String(error)}`);
        },
      );
      underWay.add(life);
      void life.finally(() => underWay.delete(life));
    }
  }
  const beginning = begin();

  return {
    get endedCount() {
      return endedCount;
    },
    failures,
    async stop() {
      stopping.abort();
      await beginning;
      await Promise.all(underWay);
    },
  };
}
