import { describe, expect, test, vi } from 'vitest';
import { danaActor } from '../../../src/domain/actor.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { type OrderFact, orderFactTypes } from '../../../src/domain/order-event.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { run } from '../../support/graphql-execution.ts';
import { anOrder, birth, minute, recorded } from '../../support/orders.ts';
import { aPage } from './pages.ts';

const order = anOrder({ status: 'PAID' });
const id = globalId('Order', order.id);

describe('the timeline and the refunds of an order', () => {
  const refundId = '00000000-0000-4000-8000-00000000000f';
  const refusal = { reason: 'OTHER', responseCode: '4035815', responseMessage: 'Not permitted' } as const;

  async function timelineOf(fact: OrderFact) {
    const event = recorded({
      orderId: order.id,
      version: 2,
      occurredAt: birth,
      source: 'QUERY',
      actor: danaActor,
      status: 'PAID',
      fact,
    });
    const listTimeline = vi.fn(async () => aPage([event]));
    const result = await run(
      `{ order(by: { id: "${id}" }) { timeline(first: 5, after: "c") { nodes {
        version occurredAt type status source amount { value } refundId reason responseCode responseMessage debugMessage
        approvalId approvalReason evidence { text reference fileHash } paidWith { payMethod payOption amount { value } } paidAt detail inIndonesian: detail(language: ID) actor { kind id name }
      } } } }`,
      { useCases: { findOrder: async () => order, listTimeline } },
    );
    expect(listTimeline).toHaveBeenCalledExactlyOnceWith(order.id, { first: 5, after: 'c' });
    if (!result.data) throw new Error(String(result.errors));
    const { timeline } = result.data.order as { timeline: { nodes: Record<string, unknown>[] } };
    const isTold = (value: unknown) => value !== null && !(Array.isArray(value) && value.length === 0);
    return Object.fromEntries(Object.entries(timeline.nodes[0] ?? {}).filter(([, value]) => isTold(value)));
  }

  const common = {
    version: 2,
    occurredAt: '2026-01-15T10:00:00+07:00',
    status: 'PAID',
    source: 'QUERY',
    actor: { kind: 'DANA', id: null, name: null },
  };
  const amount = rupiah(2_500_000n);
  const money = { value: '25000.00' };

  const approval = { approvalId: 'apr_1', act: 'REFUND', amount } as const;
  const evidence = { text: 'A letter', reference: 'L-1', fileHash: null };
  const attested = { approvalId: 'apr_1', amount, evidence };

  const told: readonly (readonly [OrderFact, object])[] = [
    [{ type: 'CREATED' }, {}],
    [{ type: 'ACCEPTED', referenceNo: 'D', instruction: { kind: 'QRIS', content: '0002' } }, {}],
    [
      { type: 'DECLINED', ...refusal, debugMessage: 'DIVISION_NOT_EXIST:d-1' },
      {
        responseCode: '4035815',
        responseMessage: 'Not permitted',
        debugMessage: 'DIVISION_NOT_EXIST:d-1',
      },
    ],
    [{ type: 'NOT_FOUND' }, {}],
    [{ type: 'NEVER_CREATED' }, {}],
    [
      {
        type: 'PAID',
        referenceNo: 'D',
        paidAt: minute(5),
        paidWith: [
          { payMethod: 'COUPON', payOption: null, amount: null },
          { payMethod: 'BALANCE', payOption: null, amount },
        ],
      },
      {
        paidWith: [
          { payMethod: 'COUPON', payOption: null, amount: null },
          { payMethod: 'BALANCE', payOption: null, amount: money },
        ],
        paidAt: '2026-01-15T10:05:00+07:00',
      },
    ],
    [{ type: 'PAYMENT_FAILED' }, {}],
    [{ type: 'EXPIRED' }, {}],
    [{ type: 'CANCELLATION_REQUESTED', reason: 'Sold out' }, { reason: 'Sold out' }],
    [
      { type: 'CANCELLED', voided: amount, paidAt: minute(5) },
      { amount: money, paidAt: '2026-01-15T10:05:00+07:00' },
    ],
    [
      { type: 'CANCELLATION_DECLINED', ...refusal },
      { responseCode: '4035815', responseMessage: 'Not permitted' },
    ],
    [
      { type: 'APPROVAL_REQUESTED', ...approval, reason: 'Returned', expiresAt: minute(60) },
      { amount: money, approvalId: approval.approvalId, approvalReason: 'Returned' },
    ],
    [
      { type: 'APPROVAL_GRANTED', ...approval, reason: 'Checked' },
      { amount: money, approvalId: approval.approvalId, approvalReason: 'Checked' },
    ],
    [
      { type: 'APPROVAL_REFUSED', ...approval, reason: 'Not ours' },
      { amount: money, approvalId: approval.approvalId, approvalReason: 'Not ours' },
    ],
    [
      { type: 'APPROVAL_EXPIRED', ...approval },
      { amount: money, approvalId: approval.approvalId },
    ],
    [
      { type: 'REFUND_REQUESTED', refundId, partnerRefundNo: 'r', amount, reason: 'Returned' },
      { amount: money, refundId: globalId('Refund', refundId), reason: 'Returned' },
    ],
    [
      { type: 'REFUNDED', refundId, refundNo: null, amount, from: 'PENDING' },
      { amount: money, refundId: globalId('Refund', refundId) },
    ],
    [
      { type: 'REFUND_DECLINED', refundId, amount, ...refusal },
      {
        amount: money,
        refundId: globalId('Refund', refundId),
        responseCode: '4035815',
        responseMessage: 'Not permitted',
      },
    ],
    [
      { type: 'REFUND_RETURNED', refundId, amount, returned: amount },
      { amount: money, refundId: globalId('Refund', refundId) },
    ],
    [
      { type: 'CHARGEBACK_WON', ...attested },
      { amount: money, approvalId: approval.approvalId, evidence: attested.evidence },
    ],
    [
      { type: 'REFUNDED_BY_TRANSFER', ...attested },
      { amount: money, approvalId: approval.approvalId, evidence: attested.evidence },
    ],
    [
      { type: 'ADJUSTMENT_ASSIGNED', ...attested, refundId, returned: amount },
      {
        amount: money,
        approvalId: approval.approvalId,
        evidence: attested.evidence,
        refundId: globalId('Refund', refundId),
      },
    ],
    [{ type: 'REFUNDED_ELSEWHERE', amount }, { amount: money }],
    [{ type: 'CHARGED_BACK', amount }, { amount: money }],
    [{ type: 'CHARGEBACK_RETURNED', amount }, { amount: money }],
    [{ type: 'FROZEN' }, {}],
    [{ type: 'RELEASED' }, {}],
    [
      { type: 'CONTRADICTED', contradiction: 'PAID', detail: 'PAID while CANCELLED' },
      {
        detail: 'PAID while CANCELLED',
        inIndonesian: '“Dibayar” dilaporkan padahal status pesanan: sudah dibayar',
      },
    ],
  ];

  test.each(told.map(([fact, fields]) => ({ fact, fields })))(
    'its timeline tells $fact.type',
    async ({ fact, fields }) => {
      expect(await timelineOf(fact)).toEqual({ ...common, type: fact.type, ...fields });
    },
  );

  test('every type of fact appears in the timeline', () => {
    expect(told.map(([{ type }]) => type).sort()).toEqual([...orderFactTypes].sort());
  });

  test('refunds are listed in pages', async () => {
    const listRefunds = vi.fn(async () => aPage([]));
    const text = `{ order(by: { id: "${id}" }) { refunds(last: 2) { edges { cursor } } } }`;
    const result = await run(text, { useCases: { findOrder: async () => order, listRefunds } });
    expect(result).toEqual({ data: { order: { refunds: { edges: [] } } } });
    expect(listRefunds).toHaveBeenCalledExactlyOnceWith(order.id, { last: 2 });
  });
});
