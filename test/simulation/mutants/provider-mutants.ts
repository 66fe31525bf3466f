import { factOf } from '../../../src/use-cases/changes/order-changes.ts';
import type { UseCaseDeps } from '../../../src/use-cases/make-use-cases.ts';
import type { DeclinedAnswer, PaymentProvider } from '../../../src/use-cases/ports/payment-provider.ts';
import { readCreateRequest } from '../dana/requests.ts';
import type { Mutant } from './mutation.ts';
import { record } from './store-mutants.ts';

/** The same deps with another provider. */
export function withProvider(
  alter: (provider: PaymentProvider, deps: UseCaseDeps) => Partial<PaymentProvider>,
): NonNullable<Mutant['deps']> {
  return (deps) => {
    const { provider } = deps;
    return { ...deps, provider: { ...provider, ...alter(provider, deps) } };
  };
}

const refused: DeclinedAnswer = {
  kind: 'declined',
  responseCode: '4035405',
  responseMessage: 'taken for a refusal',
  reason: 'OTHER',
};

/** Bugs in how DANA's answers are understood. */
export const providerMutants: readonly Mutant[] = [
  {
    name: 'a create without an answer is FAILED',
    breaks: ['I7'],
    deps: withProvider((provider) => ({
      async createOrder(request) {
        const answer = await provider.createOrder(request);
        return answer.kind === 'unknown' ? refused : answer;
      },
    })),
  },
  {
    name: 'a refund without an answer is FAILED',
    breaks: ['I7'],
    deps: withProvider((provider) => ({
      async refundOrder(request) {
        const answer = await provider.refundOrder(request);
        return answer.kind === 'unknown' ? refused : answer;
      },
    })),
  },
  {
    name: 'a refund without an answer is SUCCEEDED',
    breaks: ['I3'],
    deps: withProvider((provider) => ({
      async refundOrder(request) {
        const answer = await provider.refundOrder(request);
        return answer.kind === 'unknown' ? { kind: 'accepted', refundNo: null } : answer;
      },
    })),
  },
  {
    name: 'a cancellation without an answer is SUCCEEDED',
    breaks: ['I7'],
    deps: withProvider((provider) => ({
      async cancelOrder(order) {
        const answer = await provider.cancelOrder(order);
        return answer.kind === 'unknown' ? { kind: 'accepted' } : answer;
      },
    })),
  },
  {
    name: 'an unknown create is sent again under a new reference',
    breaks: ['I1'],
    deps: withProvider((provider) => ({
      async createOrder(request) {
        const answer = await provider.createOrder(request);
        return answer.kind === 'unknown'
          ? provider.createOrder(
              request.replace(/"partnerReferenceNo":"([^"]*)"/, '"partnerReferenceNo":"$1-2"'),
            )
          : answer;
      },
    })),
  },
  {
    name: 'the decline of a repeated create is believed',
    breaks: ['I7'],
    deps: withProvider((provider, deps) => ({
      async createOrder(request) {
        const { partnerReferenceNo } = readCreateRequest(request);
        const answer = await provider.createOrder(request);
        const order = await deps.store.find({ partnerReferenceNo });
        if (answer.kind === 'declined' && order !== null) {
          await record(deps, order.id, { ...answer, type: 'DECLINED' });
        }
        return answer;
      },
    })),
  },
  {
    name: 'not found is believed at once',
    breaks: ['I7'],
    deps: withProvider((provider, deps) => ({
      async queryOrder(order) {
        const answer = await provider.queryOrder(order);
        if (answer.kind === 'notFound') await record(deps, order.id, { type: 'NEVER_CREATED' });
        return answer;
      },
    })),
  },
  {
    name: 'a report is believed although the order has changed since the query',
    breaks: ['I2', 'I3', 'I4', 'I7', 'I11'],
    deps: withProvider((provider, deps) => ({
      async queryOrder(order) {
        const answer = await provider.queryOrder(order);
        const fact = answer.kind === 'found' ? factOf(answer.report, order, true, deps.clock.now()) : null;
        if (fact !== null) await record(deps, order.id, fact);
        return answer;
      },
    })),
  },
  {
    name: 'amounts are not compared',
    breaks: ['I9'],
    deps: withProvider((provider) => ({
      async queryOrder(order) {
        const answer = await provider.queryOrder(order);
        return answer.kind === 'found'
          ? { kind: 'found', report: { ...answer.report, amount: order.amount } }
          : answer;
      },
    })),
  },
];
