import { afterEach } from 'vitest';
import { WebSocket } from 'ws';
import { limits } from '../../../../src/server/limits.ts';
import { anOrder } from '../../../support/orders.ts';
import { openStage, type Stage, type StageOptions } from '../stage.ts';

const question = '{ order(by: { partnerReferenceNo: "ord-1" }) { id } }';
/** The order that every caller finds. */
export const order = anOrder();

/** Two operations at once, and one more every ten seconds. */
const slow = { perSecondMax: 0.1, burstMax: 2 };
const rates = { ...limits.rates, badLogin: slow, upgrade: slow };
/** This operation costs 30 and, until it is cached, 2 more: two at once, and one more after ten seconds. */
const small = { costPerSecondMax: 3.2, costBurstMax: 70, operationCostMax: 70 };
const costBudgets = { ...limits.costBudgets, clientToken: small, anonymous: small };

/** The header of a proxy that was called from this address. */
export const from = (address: string) => ({ 'x-forwarded-for': address });

/** A server whose bounds are small, and the callers who meet them. Each test opens its own, and it is drained after it. */
export function useTraffic() {
  let stage: Stage;
  afterEach(() => stage.server.drain());

  async function open(options: StageOptions = {}) {
    const useCases = { findOrder: async () => order };
    stage = await openStage({
      useCases,
      proxiesCount: 1,
      ...options,
      limits: { rates, costBudgets, ...options.limits },
    });
    return stage;
  }

  async function ask(headers: Record<string, string>) {
    const response = await stage.post(question, { headers });
    const { errors = [] } = (await response.json()) as { errors?: { extensions: object }[] };
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      ...errors[0]?.extensions,
    };
  }

  async function upgrade(address: string): Promise<WebSocket | number> {
    const socket = new WebSocket(`${stage.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: from(address),
    });
    return new Promise((resolve) => {
      socket.once('open', () => resolve(socket));
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.once('error', () => undefined);
    });
  }

  async function connect(credential: string): Promise<{ socket: WebSocket; outcome: string | number }> {
    const socket = await upgrade('203.0.113.7');
    if (typeof socket === 'number') throw new Error(`HTTP ${socket}`);
    const outcome = new Promise<string | number>((resolve) => {
      socket.once('message', (message) => resolve(JSON.parse(String(message)).type));
      socket.once('close', (code) => resolve(code));
    });
    socket.send(
      JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${credential}` } }),
    );
    return { socket, outcome: await outcome };
  }

  return {
    open,
    ask,
    upgrade,
    connect,
    get stage() {
      return stage;
    },
  };
}
