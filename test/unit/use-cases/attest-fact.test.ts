import { describe, expect, test } from 'vitest';
import { type Rupiah, rupiah } from '../../../src/domain/money.ts';
import type { AttestFactInput } from '../../../src/use-cases/approvals/attest-fact.ts';
import { approver, aServerKey } from '../../support/actors.ts';
import { silentLog } from '../../support/silent-log.ts';
import { dewi, whole } from './approval-steps.ts';
import { found } from './assembled.ts';
import { createPaidOrder, openShop, type Shop } from './shop.ts';

const evidence = { text: 'Transfer receipt in the archive', reference: 'TRF-1', fileHash: 'a'.repeat(64) };

const said = (orderId: string, more: Partial<AttestFactInput> = {}): AttestFactInput => ({
  orderId,
  fact: 'REFUNDED_BY_TRANSFER',
  amount: whole(25_000n),
  refundId: null,
  evidence,
  ...more,
});
const decide = (shop: Shop, approvalId: string, decision: 'APPROVE' | 'REFUSE' = 'APPROVE', by = approver) =>
  shop.useCases.decideApproval({ approvalId, decision, reason: 'checked' }, by);

async function attest(shop: Shop, input: AttestFactInput) {
  const outcome = await shop.useCases.attestFact(input, dewi);
  if (outcome.kind !== 'AttestFactSuccess') throw new Error(`answered ${outcome.kind}`);
  return outcome.approval;
}

async function chargeBack(shop: Shop, id: string, amount: Rupiah): Promise<void> {
  shop.dana.query = () => found({ chargedBack: amount });
  shop.pass(60_000);
  await shop.useCases.findOrder({ id }, { isFresh: true });
}

describe('a refund by bank transfer', () => {
  test('counts as given back once another person has approved it, and is not sent to DANA', async () => {
    const shop = openShop();
    const { id, amount } = await createPaidOrder(shop);
    const before = shop.calls.length;
    const approval = await attest(shop, said(id));
    expect(approval).toMatchObject({ act: 'REFUNDED_BY_TRANSFER', status: 'WAITING', evidence });
    expect(await shop.order(id)).toMatchObject({ reserved: whole(25_000n), transferred: 0n });
    expect(await decide(shop, approval.id)).toMatchObject({
      kind: 'DecideApprovalSuccess',
      order: { status: 'PAID', transferred: whole(25_000n), reserved: 0n, refunded: 0n },
    });
    const { items } = await shop.useCases.listTimeline(id, { first: 50 });
    expect(items.slice(-3).map(({ item }) => [item.fact.type, item.actor.name])).toEqual([
      ['APPROVAL_REQUESTED', 'Dewi'],
      ['APPROVAL_GRANTED', approver.name],
      ['REFUNDED_BY_TRANSFER', 'Dewi'],
    ]);
    const all = { orderId: id, partnerRefundNo: 'r', amount, reason: 'rest' };
    expect((await shop.useCases.refundOrder(all, aServerKey)).kind).toBe('RefundExceedsBalance');
    expect((await shop.useCases.cancelOrder({ orderId: id, reason: 'x' }, aServerKey)).kind).toBe(
      'OrderNotCancellable',
    );
    expect(shop.calls).toHaveLength(before);
  });

  test('is never more than what is left of the payment', async () => {
    const shop = openShop();
    const { id, amount } = await createPaidOrder(shop);
    const tooMuch = said(id, { amount: rupiah(amount + 100n) });
    expect((await shop.useCases.attestFact(tooMuch, dewi)).kind).toBe('FactDoesNotFit');
    const first = await attest(shop, said(id, { amount }));
    const second = said(id, { evidence: { ...evidence, reference: 'TRF-2' } });
    expect((await shop.useCases.attestFact(second, dewi)).kind).toBe('FactDoesNotFit');
    await decide(shop, first.id, 'REFUSE');
    expect(await shop.order(id)).toMatchObject({ reserved: 0n, transferred: 0n });
    expect((await shop.useCases.attestFact(second, dewi)).kind).toBe('AttestFactSuccess');
  });

  test('beside what DANA returned later is on record, and an incident', async () => {
    const shop = openShop();
    const { id, amount } = await createPaidOrder(shop);
    await decide(shop, (await attest(shop, said(id, { amount }))).id);
    shop.dana.query = () => found({ refunded: whole(30_000n) });
    shop.pass(60_000);
    await shop.useCases.findOrder({ id }, { isFresh: true });
    expect(await shop.order(id)).toMatchObject({
      refunded: whole(30_000n),
      transferred: amount,
      returnedTwice: whole(30_000n),
      contradictions: ['REFUNDED_ELSEWHERE'],
    });
  });

  test('is one fact however often it is told, and a conflict with other content', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    const outcomes = await Promise.all([1, 2, 3].map(() => attest(shop, said(id))));
    expect(new Set(outcomes.map((approval) => approval.id)).size).toBe(1);
    await decide(shop, outcomes[0]?.id ?? '');
    expect(await attest(shop, said(id))).toMatchObject({ status: 'GRANTED' });
    expect(await shop.order(id)).toMatchObject({ transferred: whole(25_000n) });
    const other = said(id, { amount: whole(1_000n) });
    expect((await shop.useCases.attestFact(other, dewi)).kind).toBe('EvidenceConflict');
  });

  test('is logged with the number and the hash of its evidence, and never with its text', async () => {
    const lines: [string, unknown][] = [];
    const log = { ...silentLog, info: (name: string, fields?: object) => void lines.push([name, fields]) };
    const shop = openShop({}, undefined, { log });
    const { id } = await createPaidOrder(shop);
    const approval = await attest(shop, said(id));
    await decide(shop, approval.id);
    const { reference, fileHash } = evidence;
    expect(lines).toContainEqual(['fact.attested', expect.objectContaining({ reference, fileHash })]);
    expect(lines.map(([name]) => name)).toContain('approval.requested');
    expect(JSON.stringify(lines)).not.toContain(evidence.text);
  });

  test('needs two people, each with a key of their own', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    expect((await shop.useCases.attestFact(said(id), aServerKey)).kind).toBe('PersonNeeded');
    const approval = await attest(shop, said(id));
    for (const by of [dewi, aServerKey])
      expect((await decide(shop, approval.id, 'APPROVE', by)).kind).toBe('SecondPersonNeeded');
    expect(await shop.order(id)).toMatchObject({ transferred: 0n });
  });

  test('names what was seen, by which number, and a hash that can be one', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    const wrong = said(id, {
      amount: null,
      refundId: 'x',
      evidence: { text: ' ', reference: '', fileHash: 'ABC' },
    });
    expect(await shop.useCases.attestFact(wrong, dewi)).toEqual({
      kind: 'InvalidInput',
      issues: [
        { path: ['amount'], rule: 'REQUIRED' },
        { path: ['refundId'], rule: 'NOT_FOR_THIS_FACT' },
        { path: ['evidence', 'text'], rule: 'BLANK' },
        { path: ['evidence', 'reference'], rule: 'REQUIRED' },
        { path: ['evidence', 'fileHash'], rule: 'FILE_HASH' },
      ],
    });
  });
});

describe('a dispute that the bank decided for the merchant', () => {
  const won = (orderId: string, amount: Rupiah, reference = 'LETTER-1') =>
    said(orderId, { fact: 'CHARGEBACK_WON', amount, evidence: { ...evidence, reference } });

  test('gives back what the chargeback took, at most all of it, and reserves nothing', async () => {
    const shop = openShop();
    const { id, amount } = await createPaidOrder(shop);
    expect((await shop.useCases.attestFact(won(id, whole(1n)), dewi)).kind).toBe('FactDoesNotFit');
    await chargeBack(shop, id, whole(40_000n));
    const approval = await attest(shop, won(id, whole(30_000n)));
    expect(await shop.order(id)).toMatchObject({ reserved: 0n });
    expect((await shop.useCases.attestFact(won(id, whole(20_000n), 'LETTER-2'), dewi)).kind).toBe(
      'FactDoesNotFit',
    );
    await decide(shop, approval.id);
    const left = { orderId: id, partnerRefundNo: 'r', amount: null, reason: 'rest' };
    expect(await shop.useCases.refundOrder(left, aServerKey)).toMatchObject({
      kind: 'RefundOrderSuccess',
      refund: { amount: rupiah(amount - whole(10_000n)) },
    });
  });

  test('is the same money when DANA’s total falls later', async () => {
    const shop = openShop();
    const { id } = await createPaidOrder(shop);
    await chargeBack(shop, id, whole(40_000n));
    await decide(shop, (await attest(shop, won(id, whole(40_000n)))).id);
    expect(await shop.order(id)).toMatchObject({
      chargedBack: whole(40_000n),
      chargebackWon: whole(40_000n),
    });
    await chargeBack(shop, id, rupiah(0n));
    expect(await shop.order(id)).toMatchObject({ chargedBack: 0n, chargebackWon: 0n });
  });
});
