/** One order as the simulator's control interface reports it. */
export interface SimulatedOrder {
  readonly partnerReferenceNo: string;
  readonly referenceNo: string;
  readonly status: string;
  readonly acquirementStatus: string;
  readonly refundedAmount: { readonly value: string };
  readonly voidedAmount: { readonly value: string };
  readonly refunds: readonly { readonly partnerRefundNo: string; readonly [name: string]: unknown }[];
  readonly deliveries: readonly {
    readonly attempts?: readonly unknown[];
    readonly [name: string]: unknown;
  }[];
  readonly [name: string]: unknown;
}

/** Acts as the payer and DANA's operators over the simulator's control interface. */
export interface SimulatorDesk {
  /** Every order that DANA has, up to a thousand. */
  orders(): Promise<SimulatedOrder[]>;
  order(partnerReferenceNo: string): Promise<SimulatedOrder>;
  /** Resolves when the payment is committed; the notification is on its way. */
  pay(partnerReferenceNo: string, how?: { payMethod: string; payOption?: string }): Promise<void>;
  /** Arms a fault; docs/simulator.md lists the faults. Returns the fault's id. */
  arm(fault: {
    operation: string;
    fault: string;
    times?: number;
    partnerReferenceNo?: string;
    [option: string]: unknown;
  }): Promise<string>;
  /** How many more times an armed fault applies; 0 if it is gone. */
  strikesLeft(faultId: string): Promise<number>;
  /** Disarms all faults. */
  disarmAll(): Promise<void>;
  /** Any other control request, e.g. `post('/simulator/clock', { advanceMs: 1000 })`. */
  post(path: string, body?: object): Promise<unknown>;
}

export function openSimulatorDesk(url: string): SimulatorDesk {
  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(url + path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: HTTP ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }
  const post = (path: string, body: object = {}) => call('POST', path, body);
  const path = (partnerReferenceNo: string) => `/simulator/orders/${encodeURIComponent(partnerReferenceNo)}`;

  async function orders(): Promise<SimulatedOrder[]> {
    const list = (await call('GET', '/simulator/orders?limit=1000')) as { orders: SimulatedOrder[] };
    // The list contains summaries only.
    return Promise.all(
      list.orders.map(
        async ({ partnerReferenceNo }) => (await call('GET', path(partnerReferenceNo))) as SimulatedOrder,
      ),
    );
  }

  return {
    orders,
    order: async (partnerReferenceNo) => (await call('GET', path(partnerReferenceNo))) as SimulatedOrder,
    async pay(partnerReferenceNo, how) {
      await post(`${path(partnerReferenceNo)}/pay`, how);
    },
    async arm(fault) {
      return ((await post('/simulator/faults', fault)) as { id: string }).id;
    },
    async strikesLeft(faultId) {
      const { faults } = (await call('GET', '/simulator/faults')) as {
        faults: { id: string; timesLeft: number }[];
      };
      return faults.find(({ id }) => id === faultId)?.timesLeft ?? 0;
    },
    async disarmAll() {
      await call('DELETE', '/simulator/faults');
    },
    post,
  };
}
