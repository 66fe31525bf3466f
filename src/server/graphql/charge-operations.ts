import { type ExecutionArgs, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Caller } from '../../access/caller.ts';
import type { Admission, RequestRates } from '../admission/request-rates.ts';
import type { Limits } from '../limits.ts';
import { createBoundedParse } from './document-limits.ts';
import { createOperationCost } from './operation-cost.ts';

/** Whose budget pays. */
interface Payer {
  readonly caller: Caller;
  readonly address: string | null;
}

/**
 * Takes what parsing and validating a document costs from its caller's budget, on every transport, before it is parsed. A
 * cached one costs nothing. The request itself was counted before its body was read.
 */
export function chargeDocuments(requestRates: RequestRates, limits: Limits): Plugin<{ scope: Payer }> {
  const parse = createBoundedParse(limits);

  return {
    onParse({ context, setParseFn }) {
      setParseFn((source, options) => {
        const text = typeof source === 'string' ? source : source.body;
        const cost = Math.min(text.length, limits.documentCharsMax) * limits.newDocumentCostPerChar;
        const { caller, address } = (context as { scope: Payer }).scope;
        const refusal = costRefusal(requestRates.admitOperation(caller, address, cost), cost);
        if (refusal !== null) throw refusal;
        return parse(source, options);
      });
    },
  };
}

/** Makes the function that takes the rest of what an operation costs, before it runs; the error if its payer cannot pay. */
export function makeChargeOperation(schema: GraphQLSchema, requestRates: RequestRates) {
  const costOf = createOperationCost(schema);
  return (args: ExecutionArgs, { caller, address }: Payer): GraphQLError | null => {
    const cost = costOf(args.document, args.operationName, args.variableValues ?? {});
    return costRefusal(requestRates.admitOperation(caller, address, cost), cost);
  };
}

/** The error for an operation that its caller may not run now, or not at all. */
function costRefusal(admission: Admission, cost: number): GraphQLError | null {
  if (admission.kind === 'admitted') return null;
  if (admission.kind === 'tooCostly') {
    const message = `The operation costs ${Math.ceil(cost)}, and this credential may spend ${admission.costMax} on one. Select less.`;
    return new GraphQLError(message, {
      extensions: { code: 'LIMIT_EXCEEDED', http: { spec: true, status: 400 } },
    });
  }
  const { waitMs: retryAfterMs } = admission;
  const headers = { 'retry-after': String(Math.ceil(retryAfterMs / 1000)) };
  return new GraphQLError('Too many or too costly requests. Repeat the same request later.', {
    extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterMs, http: { status: 429, headers } },
  });
}
