/** What the simulator's control interface tells about one order. */
export interface SimulatedOrder {
  readonly partnerReferenceNo: string;
  readonly status: string;
  readonly acquirementStatus: string;
  readonly deliveries: readonly {
    readonly attempts?: readonly unknown[];
    readonly [name: string]: unknown;
  }[];
  readonly [name: string]: unknown;
}

/** The hand of the payer and of DANA's operators, over the simulator's control interface. */
export interface SimulatorDesk {
  order(partnerReferenceNo: string): Promise<SimulatedOrder>;
  /** Resolves when the payment is committed; the notification is on its way. */
  pay(partnerReferenceNo: string, how?: { payMethod: string; payOption?: string }): Promise<void>;
  /** Any other control, e.g. `post('/simulator/clock', { advanceMs: 1000 })`. */
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

  return {
    order: async (partnerReferenceNo) => (await call('GET', path(partnerReferenceNo))) as SimulatedOrder,
    async pay(partnerReferenceNo, how) {
      await post(`${path(partnerReferenceNo)}/pay`, how);
    },
    post,
  };
}
