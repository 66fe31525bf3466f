import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import { approvalLifetimeMs } from '../../../src/domain/approval.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { approver, aServerKey } from '../../support/actors.ts';
import { approvalOf, decide, dewi, factsOf, refund, refundsOver, rules, whole } from './approval-steps.ts';
import { silence } from './assembled.ts';
import { createPaidOrder, openShop } from './shop.ts';

describe('a refund above the rule', () => {
  test('is not sent to DANA; its amount is reserved until a second person decides', async () => {
    const shop = openShop({}, undefined, refundsOver);
    const { id, amount } = await createPaidOrder(shop);
    const before = shop.calls.length;
    const outcome = await refund(shop, id, whole(50_000n));
    expect(outcome).toMatchObject({
      kind: 'ApprovalRequired',
      order: { reserved: whole(50_000n), status: 'PAID' },
    });
    expect(shop.calls).toHaveLength(before);
    expect((await refund(shop, id, rupiah(amount - whole(50_000n) + 100n), 'refund-2')).kind).toBe(
      'RefundExceedsBalance',
    );
    expect((await shop.useCases.cancelOrder({ orderId: id, reason: 'x' }, aServerKey)).kind).toBe(
      'OrderNotCancellable',
    );
    expect((await refund(shop, id, whole(20_000n), 'refund-3')).kind).toBe('RefundOrderSuccess');
  });

  test('is one request however often it is repeated, and a conflict with other content', async () => {
    const shop = openShop({}, undefined, refundsOver);
    const { id } = await createPaidOrder(shop);
    const first = approvalOf(await refund(shop, id, whole(50_000n)));
    const outcomes = await Promise.all([1, 2, 3].map(() => refund(shop, id, whole(50_000n))));
    expect(outcomes.map((outcome) => approvalOf(outcome).id)).toEqual([first.id, first.id, first.id]);
    expect((await refund(shop, id, whole(60_000n))).kind).toBe('PartnerRefundNoConflict');
    expect((await shop.order(id)).reserved).toBe(whole(50_000n));
  });

  test('is carried out when another person approves it, in the name of who requested it', async () => {
    const shop = openShop({}, undefined, refundsOver);
    const { id } = await createPaidOrder(shop);
    const { id: approvalId } = approvalOf(await refund(shop, id, whole(50_000n)));
    expect(await decide(shop, approvalId, 'APPROVE')).toMatchObject({
      kind: 'DecideApprovalSuccess',
      approval: { status: 'GRANTED', decidedBy: approver, decisionReason: 'checked' },
      order: { status: 'PARTIALLY_REFUNDED', refunded: whole(50_000n), reserved: 0n, waitingApprovals: [] },
    });
    expect(shop.calls.filter((call) => call.startsWith('refund'))).toEqual(['refund refund-1']);
    expect((await factsOf(shop, id)).slice(-4)).toEqual([
      ['APPROVAL_REQUESTED', aServerKey.name],
      ['APPROVAL_GRANTED', approver.name],
      ['REFUND_REQUESTED', aServerKey.name],
      ['REFUNDED', null],
    ]);
    expect(await refund(shop, id, whole(50_000n))).toMatchObject({ kind: 'RefundOrderSuccess' });
    // A double click, and another person who comes too late.
    expect((await decide(shop, approvalId, 'APPROVE')).kind).toBe('DecideApprovalSuccess');
    expect((await decide(shop, approvalId, 'APPROVE', dewi)).kind).toBe('ApprovalClosed');
    expect(shop.calls.filter((call) => call.startsWith('refund'))).toHaveLength(1);
  });

  test('is approved once by two approvers at once', async () => {
    const shop = openShop({}, undefined, refundsOver);
    const { id } = await createPaidOrder(shop);
    const { id: approvalId } = approvalOf(await refund(shop, id, whole(50_000n)));
    const outcomes = await Promise.all([
      decide(shop, approvalId, 'APPROVE'),
      decide(shop, approvalId, 'REFUSE', dewi),
      decide(shop, approvalId, 'APPROVE', dewi),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
      'ApprovalClosed',
      'ApprovalClosed',
      'DecideApprovalSuccess',
    ]);
  });

  test('frees its amount when it is refused, and its number stays refused', async () => {
    const shop = openShop({}, undefined, refundsOver);
    const { id } = await createPaidOrder(shop);
    const { id: approvalId } = approvalOf(await refund(shop, id, whole(50_000n)));
    expect(await decide(shop, approvalId, 'REFUSE')).toMatchObject({
      kind: 'DecideApprovalSuccess',
      order: { reserved: 0n, refunded: 0n },
    });
    expect(await refund(shop, id, whole(50_000n))).toMatchObject({
      kind: 'ApprovalDenied',
      approval: { status: 'REFUSED' },
    });
    expect((await refund(shop, id, whole(50_000n), 'refund-2')).kind).toBe('ApprovalRequired');
    expect(shop.calls.filter((call) => call.startsWith('refund'))).toEqual([]);
  });

  test.each([
    ['who requested it, with whichever key', dewi],
    ['a key of a server', { ...aServerKey, id: 'key-2' }],
    ['a command without a person', { kind: 'OPERATOR', id: null, name: 'root' }],
  ] as const)('is not decided by %s', async (_, by) => {
    const shop = openShop({}, undefined, refundsOver);
    const { id } = await createPaidOrder(shop);
    const { id: approvalId } = approvalOf(await refund(shop, id, whole(50_000n), 'refund-1', dewi));
    expect((await decide(shop, approvalId, 'APPROVE', by)).kind).toBe('SecondPersonNeeded');
    expect((await decide(shop, approvalId, 'REFUSE', by)).kind).toBe('SecondPersonNeeded');
    expect(await shop.useCases.findApproval(approvalId)).toMatchObject({ status: 'WAITING' });
  });

  test('expires after a day, frees its amount, and cannot be approved any more', async () => {
    const shop = openShop({}, undefined, refundsOver);
    const { id } = await createPaidOrder(shop);
    const late = approvalOf(await refund(shop, id, whole(30_000n)));
    const swept = approvalOf(await refund(shop, id, whole(25_000n), 'refund-2'));
    shop.pass(approvalLifetimeMs);
    expect(await decide(shop, late.id, 'APPROVE')).toMatchObject({
      kind: 'ApprovalClosed',
      approval: { status: 'EXPIRED', decidedBy: null },
    });
    expect((await shop.order(id)).reserved).toBe(whole(25_000n));
    shop.approvalExpiry.start();
    await shop.settle();
    await shop.approvalExpiry.stop();
    expect(await shop.useCases.findApproval(swept.id)).toMatchObject({ status: 'EXPIRED' });
    expect(await shop.order(id)).toMatchObject({ reserved: 0n, waitingApprovals: [] });
    expect((await refund(shop, id, whole(30_000n))).kind).toBe('ApprovalDenied');
    expect(shop.calls.filter((call) => call.startsWith('refund'))).toEqual([]);
  });

  test('expires without waiting for another sweep, however many are overdue with it', async () => {
    const shop = openShop({}, undefined, rules({ refundAlone: whole(0n) }));
    for (let orderNo = 0; orderNo < 11; orderNo++) {
      const { id } = await createPaidOrder(shop, { partnerReferenceNo: `ord-${orderNo}` });
      for (let no = 0; no < 20; no++) approvalOf(await refund(shop, id, whole(10n), `r-${orderNo}-${no}`));
    }
    shop.pass(approvalLifetimeMs);
    const left = () => shop.store.listOverdueApprovals(shop.now(), 1_000);
    expect(await left()).toHaveLength(220);
    shop.approvalExpiry.start();
    for (let turn = 0; turn < 1_000 && (await left()).length > 0; turn++) {
      shop.pass(0);
      await shop.settle();
    }
    await shop.approvalExpiry.stop();
    expect(await left()).toEqual([]);
  });

  test('waits on if DANA cannot be called, or the order no longer allows it', async () => {
    const shop = openShop({}, undefined, refundsOver);
    const { id } = await createPaidOrder(shop);
    const { id: approvalId } = approvalOf(await refund(shop, id, whole(50_000n)));
    shop.dana.unavailableForMs = 5_000;
    expect((await decide(shop, approvalId, 'APPROVE')).kind).toBe('TemporarilyUnavailable');
    shop.dana.unavailableForMs = null;
    shop.dana.refund = () => silence;
    expect(await decide(shop, approvalId, 'APPROVE')).toMatchObject({
      kind: 'DecideApprovalSuccess',
      order: { refundPending: whole(50_000n), reserved: 0n },
    });
  });
});

describe('the cancellation of a paid order above the rule', () => {
  test('reserves the whole payment and is sent when a second person approves it', async () => {
    const shop = openShop({}, undefined, rules({ cancellationAlone: whole(0n) }));
    const { id, amount } = await createPaidOrder(shop);
    const cancel = () => shop.useCases.cancelOrder({ orderId: id, reason: 'concert' }, aServerKey);
    const approval = approvalOf(await cancel());
    expect(approval).toMatchObject({ act: 'CANCELLATION', amount, status: 'WAITING' });
    expect(approvalOf(await cancel()).id).toBe(approval.id);
    expect((await refund(shop, id, whole(100n))).kind).toBe('RefundExceedsBalance');
    expect(shop.calls.filter((call) => call.startsWith('cancel'))).toEqual([]);
    await decide(shop, approval.id, 'APPROVE');
    expect(shop.calls.filter((call) => call.startsWith('cancel'))).toHaveLength(1);
    expect(await shop.order(id)).toMatchObject({ reserved: 0n, cancellation: { actor: aServerKey } });
  });

  test('is never requested in the name of a payer', async () => {
    const shop = openShop({}, undefined, rules({ cancellationAlone: whole(0n) }));
    const { id } = await createPaidOrder(shop);
    const payer: Actor = { kind: 'CHECKOUT_TOKEN', id: 'checkout-1', name: null };
    expect((await shop.useCases.cancelOrder({ orderId: id, reason: null }, payer)).kind).toBe(
      'OrderNotCancellable',
    );
    expect(await shop.order(id)).toMatchObject({ reserved: 0n });
  });
});

test('a person gives a reason for every act', async () => {
  const shop = openShop();
  const { id } = await createPaidOrder(shop);
  const input = { orderId: id, partnerRefundNo: 'r', amount: null, reason: null };
  const missing = { kind: 'InvalidInput', issues: [{ path: ['reason'], rule: 'REQUIRED' }] };
  expect(await shop.useCases.refundOrder(input, dewi)).toEqual(missing);
  expect(await shop.useCases.cancelOrder({ orderId: id, reason: null }, dewi)).toEqual(missing);
  expect((await shop.useCases.refundOrder(input, aServerKey)).kind).toBe('RefundOrderSuccess');
});
