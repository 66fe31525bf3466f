import { describe, expect, test } from 'vitest';
import type { ImportedLine } from '../../../src/domain/settlement/counted-lines.ts';
import { systemChance } from '../../../src/runtime/chance.ts';
import type { AttestFactInput } from '../../../src/use-cases/approvals/attest-fact.ts';
import type {
  SettlementCases,
  SettlementReads,
} from '../../../src/use-cases/ports/settlement/settlement-store.ts';
import { makeJudgeSettlement } from '../../../src/use-cases/settlement/judge-settlement.ts';
import { approver, aServerKey } from '../../support/actors.ts';
import { said } from '../../support/incidents.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { createInMemorySettlement, totalsOf } from '../../support/settlement/in-memory-settlement.ts';
import { noSettlement } from '../../support/settlement/no-settlement.ts';
import { aLine } from '../../support/settlement/settled-line.ts';
import { silentLog } from '../../support/silent-log.ts';
import { dewi, whole } from './approval-steps.ts';
import { createPaidOrder, openShop, type Shop } from './shop.ts';

const decide = (shop: Shop, approvalId: string) =>
  shop.useCases.decideApproval({ approvalId, decision: 'APPROVE', reason: 'checked' }, approver);

async function attest(shop: Shop, input: AttestFactInput) {
  const outcome = await shop.useCases.attestFact(input, dewi);
  if (outcome.kind !== 'AttestFactSuccess') throw new Error(`answered ${outcome.kind}`);
  return outcome.approval;
}

/** A line of 20,000 rupiah that names no refund. */
function backLine(changes: Partial<ImportedLine> = {}) {
  const terms = { transactionId: 'BACK-1', payMethod: 'ADJUSTMENT', gross: 2_000_000n };
  const { importNumber: _, ...line } = aLine({ ...terms, ...changes });
  return line;
}

describe('an adjustment that no rule can match', () => {
  /** Two refunds of one amount, and a line that names neither. */
  async function ambiguous(line = backLine()) {
    const reads = { readCases: noSettlement.readCases };
    const settlement: SettlementReads = { ...noSettlement, readCases: (names) => reads.readCases(names) };
    const shop = openShop({}, undefined, { settlement });
    const { id } = await createPaidOrder(shop);
    for (const partnerRefundNo of ['r1', 'r2'])
      await shop.useCases.refundOrder(
        { orderId: id, partnerRefundNo, amount: whole(20_000n), reason: 'x' },
        aServerKey,
      );
    const settled = createInMemorySettlement(shop.store.tables, shop.store.resolveCause);
    const importLines = (...lines: readonly ReturnType<typeof backLine>[]) =>
      settled.importFile('2026-01-15', lines, totalsOf(lines));
    importLines(line);
    reads.readCases = settled.cases.readCases;
    const refund = await shop.store.findRefund({ partnerRefundNo: 'r2' });
    if (refund === null) throw new Error('there is no refund r2');
    const input: AttestFactInput = {
      orderId: id,
      fact: 'ADJUSTMENT_ASSIGNED',
      amount: null,
      refundId: refund.id,
      evidence: { text: 'The letter with the adjustment', reference: 'BACK-1', fileHash: null },
    };
    return { shop, id, input, settled, reads, importLines };
  }

  test('lowers what counts as given back by its own amount, once', async () => {
    const { shop, input, settled } = await ambiguous();
    expect((await shop.useCases.readSettlement('ord-1')).status).toBe('DIFFERS');
    const approval = await attest(shop, input);
    expect(approval).toMatchObject({ amount: whole(20_000n), refundId: input.refundId });
    expect(await decide(shop, approval.id)).toMatchObject({
      kind: 'DecideApprovalSuccess',
      order: { status: 'PARTIALLY_REFUNDED', refunded: whole(40_000n), returned: whole(20_000n) },
    });
    expect(await shop.store.findRefund({ partnerRefundNo: 'r2' })).toMatchObject({
      returned: whole(20_000n),
    });
    const [known] = await settled.cases.readCases(['ord-1']);
    expect(known?.assigned).toEqual([
      { transactionId: 'BACK-1', partnerRefundNo: 'r2', amount: whole(20_000n) },
    ]);
    const again = { ...input, evidence: { ...input.evidence, text: 'Another opinion' } };
    expect((await shop.useCases.attestFact(again, approver)).kind).toBe('EvidenceConflict');
    expect((await shop.useCases.readSettlement('ord-1')).status).toBe('SETTLED');
  });

  test('must be in a file, and its refund must have room for it', async () => {
    const { shop, input } = await ambiguous();
    const unknown = { ...input, evidence: { ...input.evidence, reference: 'BACK-2' } };
    expect((await shop.useCases.attestFact(unknown, dewi)).kind).toBe('FactDoesNotFit');
    expect((await shop.useCases.attestFact({ ...input, refundId: 'nobody' }, dewi)).kind).toBe(
      'FactDoesNotFit',
    );
  });

  test.each([
    ['a twin of it in another file', backLine({ requestId: 'r1' })],
    ['another line of the same transaction', backLine({ requestId: 'r1', gross: 1_000_000n })],
  ])('is not assigned if %s names its refund', async (_, line) => {
    const { shop, input, importLines } = await ambiguous();
    importLines(line);
    expect((await shop.useCases.attestFact(input, dewi)).kind).toBe('FactDoesNotFit');
  });

  test.each([
    ['names its refund', backLine({ requestId: 'r1' })],
    ['says that more came back by it', backLine({ gross: 1_000_000n })],
  ])('is not approved if a file that came meanwhile %s', async (_, line) => {
    const { shop, id, input, importLines } = await ambiguous();
    const approval = await attest(shop, input);
    importLines(line);
    expect((await decide(shop, approval.id)).kind).toBe('FactDoesNotFit');
    expect(await shop.order(id)).toMatchObject({ returned: 0n });
    const refuse = { approvalId: approval.id, decision: 'REFUSE', reason: 'DANA says it' } as const;
    expect((await shop.useCases.decideApproval(refuse, approver)).kind).toBe('DecideApprovalSuccess');
  });

  test('counts once if it is approved while a comparison has just read a file that names another refund', async () => {
    const { shop, id, input, settled, reads, importLines } = await ambiguous();
    const approval = await attest(shop, input);
    const before = await settled.cases.readCases(['ord-1']);
    importLines(backLine({ requestId: 'r1' }));
    let isDecided = false;
    const judge = judgeOf(shop, {
      ...settled.cases,
      async readCases(names) {
        const read = await settled.cases.readCases(names);
        if (isDecided) return read;
        isDecided = true;
        // The second person's decision read the files before the new one came, and is recorded now.
        reads.readCases = async () => before;
        expect((await decide(shop, approval.id)).kind).toBe('DecideApprovalSuccess');
        return read;
      },
    });
    await judge();
    expect(await shop.order(id)).toMatchObject({ returned: whole(20_000n) });
    expect(await shop.store.findRefund({ partnerRefundNo: 'r1' })).toMatchObject({ returned: 0n });
    expect(openIncidents(shop)).toEqual(['SETTLEMENT_DOUBLED return of refund r2']);
  });

  test('whose number later comes with another amount goes to the refund that people chose, and an incident says so', async () => {
    const { shop, id, input, settled, importLines } = await ambiguous(backLine({ gross: 1_500_000n }));
    await decide(shop, (await attest(shop, input)).id);
    importLines(backLine({ gross: 200_000n }));
    await judgeOf(shop, settled.cases)();
    expect(await shop.order(id)).toMatchObject({ returned: whole(17_000n) });
    expect(openIncidents(shop)).toEqual([
      'SETTLEMENT_AMOUNT_DIFFERS adjustment BACK-1, assigned to refund r2',
    ]);
    const incident = [...shop.store.tables.incidents.values()].find(({ kind }) =>
      kind.startsWith('SETTLEMENT'),
    );
    expect(incident && said(incident)).toContain('17000.00 in DANA’s files, 15000.00 expected');
  });
});

function judgeOf({ store }: Shop, cases: SettlementCases) {
  return makeJudgeSettlement({
    store: cases,
    ...{ orders: store, incidents: store, clock: manualClock(), chance: systemChance, log: silentLog },
    unitDefaults: { externalStoreId: null, subMerchantId: null },
    settlementDays: 1,
  });
}

function openIncidents({ store }: Shop): string[] {
  return [...store.tables.incidents.values()]
    .filter(({ kind, status }) => kind.startsWith('SETTLEMENT') && status !== 'RESOLVED')
    .map(({ kind, dedupeKey }) => `${kind} ${dedupeKey.split(':').at(-1)}`);
}
