import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { concatAST, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { nothingReturned } from '../../../src/domain/refund.ts';
import { schema } from '../../../src/graphql/schema.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { checkoutToken, run, serverKey } from '../../support/graphql-execution.ts';
import { anIncidentOnRecord } from '../../support/incidents.ts';
import { aCheckout, anApproval, anOrder, aRefundBatch, birth } from '../../support/orders.ts';

const order = anOrder({ status: 'PENDING' });
const useCases: Partial<UseCases> = {
  createOrder: async () => ({ kind: 'CreateOrderSuccess', order }),
  createCheckout: async () => ({ kind: 'CreateCheckoutSuccess', checkout: aCheckout() }),
  payCheckout: async () => ({ kind: 'PayCheckoutSuccess', order }),
  cancelOrder: async () => ({ kind: 'CancelOrderSuccess', order: anOrder({ status: 'CANCELLED' }) }),
  acknowledgeIncident: async ({ by }) => ({
    kind: 'AcknowledgeIncidentSuccess',
    incident: anIncidentOnRecord({ status: 'ACKNOWLEDGED', acknowledgedBy: by }),
  }),
  resolveIncident: async ({ reason }) => ({
    kind: 'ResolveIncidentSuccess',
    incident: anIncidentOnRecord({ status: 'RESOLVED', resolution: reason }),
  }),
  requestRefundBatch: async ({ isDryRun }, requestedBy) => ({
    kind: 'RequestRefundBatchSuccess',
    batch: aRefundBatch({ requestedBy }),
    lines: [],
    isDryRun,
  }),
  decideRefundBatch: async ({ batchId: id }) => ({
    kind: 'DecideRefundBatchSuccess',
    batch: aRefundBatch({ id }),
  }),
  steerRefundBatch: async ({ batchId: id }) => ({
    kind: 'SteerRefundBatchSuccess',
    batch: aRefundBatch({ id }),
  }),
  attestFact: async ({ fact, evidence }, by) => ({
    kind: 'AttestFactSuccess',
    order,
    approval: anApproval({ act: fact, evidence, partnerRefundNo: null, requestedBy: by }),
  }),
  decideApproval: async ({ approvalId, reason }, by) => ({
    kind: 'DecideApprovalSuccess',
    order,
    approval: anApproval({
      id: approvalId,
      status: 'GRANTED',
      decidedBy: by,
      endedAt: birth,
      decisionReason: reason,
    }),
  }),
  endCheckout: async () => ({ kind: 'EndCheckoutSuccess', checkout: aCheckout() }),
  redeliverEvents: async () => ({
    kind: 'RedeliverEventsSuccess',
    deliveryCount: 1,
    hasMore: false,
    wasReopened: false,
    unknownEventIds: [],
  }),
  replayInbox: async () => ({ kind: 'ReplayInboxSuccess', replayed: [], next: null }),
  refundOrder: async ({ orderId, partnerRefundNo, amount, reason }, actor) => ({
    kind: 'RefundOrderSuccess',
    order: anOrder({ status: 'PARTIALLY_REFUNDED' }),
    refund: {
      id: order.id,
      orderId,
      partnerRefundNo,
      refundNo: 'DANA-R-1',
      amount: amount ?? rupiah(1n),
      reason,
      actor,
      status: 'SUCCEEDED',
      ...nothingReturned,
      contentHash: 'hash',
      createdAt: birth,
      updatedAt: birth,
    },
  }),
};

describe('the example in the description of a mutation', () => {
  test.each(Object.values(schema.getMutationType()?.getFields() ?? {}))(
    '$name runs and succeeds',
    async ({ name, description }) => {
      const example = /```graphql\n(.*?)\n```/s.exec(description ?? '')?.[1];
      expect(example).toBeDefined();
      const { data, errors } = await run(example ?? '', {
        useCases,
        caller: name === 'payCheckout' ? checkoutToken('checkout-1') : serverKey(),
      });
      expect(errors).toBeUndefined();
      expect(data?.[name]).toMatchObject({ __typename: expect.stringMatching(/Success$/) });
    },
  );
});

describe('the operations of our own clients', () => {
  const folder = join(import.meta.dirname, '../../../src/client/core/operations');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.graphql'),
  );
  const documents = files.map((file) => parse(readFileSync(join(folder, file), 'utf8')));
  const all = concatAST(documents);

  test('are all valid', () => {
    expect(validate(schema, all)).toEqual([]);
  });

  test('reach every root field', () => {
    const asked = new Set(
      all.definitions.flatMap((definition) =>
        definition.kind === 'OperationDefinition'
          ? definition.selectionSet.selections.map(
              (selection) => 'name' in selection && selection.name?.value,
            )
          : [],
      ),
    );
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
    expect(fields.filter((field) => !asked.has(field))).toEqual(['node']);
  });
});
