import type { Mutant } from './mutation.ts';

/** Bugs in what the gateway makes of DANA's settlement files. */
export const settlementMutants: readonly Mutant[] = [
  {
    name: 'lines of refunds have the wrong sign',
    breaks: ['I20'],
    settlement: (parts) => ({
      ...parts,
      readLine: (line) => (line.type === 'REFUND' ? { ...line, gross: -line.gross, net: -line.net } : line),
    }),
  },
  {
    name: 'a line that stands in two files counts twice',
    breaks: ['I20'],
    settlement(parts) {
      let count = 0;
      return { ...parts, readLine: (line) => ({ ...line, key: `${line.key}/${++count}` }) };
    },
  },
  {
    name: 'a refund that came back still counts as given back',
    breaks: ['I20'],
    settlement: (parts) => ({
      ...parts,
      orders: {
        change: (orderId, decide, options) =>
          parts.orders.change(
            orderId,
            (order, refunds) => {
              const change = decide(order, refunds);
              if (change?.event.fact.type !== 'REFUND_RETURNED') return change;
              const { returned, status } = order;
              return {
                ...change,
                order: { ...change.order, returned, status },
                event: { ...change.event, status },
              };
            },
            options,
          ),
      },
    }),
  },
  {
    name: 'a refund whose money came back cannot be made again',
    breaks: ['I20'],
    useCases: (useCases, { store }) => ({
      ...useCases,
      async refundOrder(input, by) {
        const order = await store.find({ id: input.orderId });
        if (order !== null && (input.amount ?? 0n) > order.paid - order.refunded - order.refundPending)
          return { kind: 'RefundExceedsBalance', order };
        return useCases.refundOrder(input, by);
      },
    }),
  },
  {
    name: 'nobody notices that a line is missing',
    breaks: ['I20'],
    settlement: (parts) => ({ ...parts, cases: { ...parts.cases, coveredDays: async () => [] } }),
  },
  {
    name: 'what is not due by T+X is missing already',
    breaks: ['I20'],
    settlement: ({ cases, ...parts }) => ({
      ...parts,
      cases: {
        ...cases,
        coveredDays: () => cases.coveredDays('9999-12-31'),
        unsearchedFiles: () => cases.unsearchedFiles('9999-12-31'),
      },
    }),
  },
  {
    name: 'a difference that a later file settles stays open',
    breaks: ['I20'],
    settlement: (parts) => ({ ...parts, cases: { ...parts.cases, resolveSettled: async () => undefined } }),
  },
];
