import { isAtRest, type Order } from '../../../src/domain/order.ts';
import type { Refund } from '../../../src/domain/refund.ts';
import type { SettlementLine } from '../../../src/domain/settlement/settlement-line.ts';
import { makeCheckBooks } from '../../../src/use-cases/books/check-books.ts';
import { settlementKinds } from '../../../src/use-cases/ports/incidents.ts';
import { makeJudgeSettlement } from '../../../src/use-cases/settlement/judge-settlement.ts';
import { totalsOf } from '../../support/settlement/in-memory-settlement.ts';
import { silentLog } from '../../support/silent-log.ts';
import { type DanaOrder, refundedTotal } from '../dana/dana-order.ts';
import type { Mutation, SettlementParts } from '../mutants/mutation.ts';
import { isIt } from '../oracle/evidence.ts';
import { createDice, type Dice } from '../world/dice.ts';
import type { World } from '../world/world.ts';
import { assignAdjustments } from './assign-adjustments.ts';
import { daysOf, filesOf, linesOf } from './danas-files.ts';

/**
 * I20, at the end of a world: DANA settles everything that happened, the gateway imports the files in any order, and
 * the books agree with the rows, with the files and with DANA's own payout. Refunds that came back are known, each
 * planted difference is found, and nothing else.
 */
export async function settleWorld(world: World, seed: number, mutation: Mutation): Promise<void> {
  const { database, gateway, ledger, time, chronicle } = world;
  const deps = gateway.find(0)?.run.deps;
  if (deps === undefined) return;
  const dice = createDice(seed, 'settlement');
  const { store } = database;
  const made = [...store.tables.refunds.values()].flatMap(({ refund }) =>
    refund.status === 'SUCCEEDED' ? [refund] : [],
  );
  const ours = new Set(made.map(({ partnerRefundNo }) => partnerRefundNo));
  const settled = [...store.tables.orders.values()].flatMap(({ order }) => {
    const truth = ledger.orders.get(order.partnerReferenceNo);
    const own = made.filter(({ orderId }) => orderId === order.id);
    return isIt(truth, order) && agrees(order, own, truth) ? [{ order, truth }] : [];
  });
  // What DANA and the gateway do not agree about, DANA does not settle yet: then nothing can be missing.
  const isWhole = settled.length === store.tables.orders.size;
  const returned = new Set(
    settled.flatMap(({ truth }) =>
      [...truth.refunds.values()]
        .filter(
          ({ status, partnerRefundNo }) => status === 'DONE' && ours.has(partnerRefundNo) && dice.hits(0.3),
        )
        .map(({ refundNo }) => refundNo),
    ),
  );
  const now = new Date(time.nowMs());
  const due = settled.flatMap(({ truth }) => linesOf(truth, returned, now, dice));
  const planted = plant(due, isWhole, dice);
  const { settlement } = database;
  const sound: SettlementParts = { cases: settlement.cases, orders: deps.store, readLine: (line) => line };
  const parts = mutation.settlement?.(sound) ?? sound;
  const judge = makeJudgeSettlement({
    store: isWhole ? parts.cases : { ...parts.cases, coveredDays: async () => [] },
    orders: parts.orders,
    incidents: deps.store,
    clock: deps.clock,
    chance: deps.chance,
    log: silentLog,
    unitDefaults: { externalStoreId: null, subMerchantId: null },
  });
  const settling = (async () => {
    for (const { day, lines } of filesOf(daysOf(due), planted.lines, dice)) {
      const imported = lines.map(parts.readLine);
      settlement.importFile(day, imported, totalsOf(imported));
      if (dice.hits(0.5)) await judge();
    }
    await judge();
    await assignAdjustments(world, planted.lines, dice);
    await judge();
    return makeCheckBooks({ store: settlement.books })();
  })();
  await time.runUntil(time.nowMs() + 1_000);
  const { differences, balances } = await settling;

  for (const { day, account, comparedWith, inBooks, onRecord } of differences)
    chronicle.violate('I20', `${day} ${account}: ${inBooks} in the books, ${onRecord} by ${comparedWith}`);
  const payout = totalsOf(planted.lines).net;
  const bank = balances.find(({ account }) => account === 'BANK')?.sen ?? 0n;
  if (bank !== payout) chronicle.violate('I20', `the bank has ${bank}, DANA paid out ${payout}`);
  for (const { order, truth } of settled) {
    const back = [...truth.refunds.values()].reduce(
      (sum, { refundNo, amount }) => sum + (returned.has(refundNo) ? amount : 0n),
      0n,
    );
    const after = store.tables.orders.get(order.id)?.order;
    if (after?.returned !== back)
      chronicle.violate('I20', `${order.partnerReferenceNo}: ${after?.returned} came back, at DANA ${back}`);
  }
  const open = [...store.tables.incidents.values()]
    .filter(({ kind, status }) => settlementKinds.some((one) => one === kind) && status !== 'RESOLVED')
    .map(({ kind, partnerReferenceNo }) => `${kind} ${partnerReferenceNo}`);
  if (open.sort().join() !== planted.expected.sort().join())
    chronicle.violate('I20', `found ${open.join(', ') || 'nothing'}, planted ${planted.expected.join(', ')}`);
}

/**
 * Whether the record is DANA's. A refund made elsewhere of just the pending amount is taken for ours; then the files say
 * so, and not what this oracle expects.
 */
function agrees(order: Order, made: readonly Refund[], truth: DanaOrder): boolean {
  return (
    isAtRest(order) &&
    made.every(({ partnerRefundNo }) => truth.refunds.get(partnerRefundNo)?.status === 'DONE') &&
    order.refunded === refundedTotal(truth) &&
    order.voided === truth.voided &&
    order.chargedBack === truth.chargedBack &&
    order.paid === (truth.paidAtMs === null ? 0n : truth.amount)
  );
}

/** DANA's mistakes: in some worlds a payment is missing, or settled twice. */
function plant(lines: readonly SettlementLine[], mayMiss: boolean, dice: Dice) {
  const sales = lines.filter(
    ({ type, payMethod }) => type === 'ACQUIRING_ORDER' && payMethod !== 'ADJUSTMENT',
  );
  const [first, ...others] = sales;
  if (first === undefined || dice.hits(0.6)) return { lines, expected: [] };
  const victim = dice.pick([first, ...others]);
  const name = victim.partnerReferenceNo;
  if (mayMiss && others.length > 0 && dice.hits(0.5))
    return { lines: lines.filter((line) => line !== victim), expected: [`SETTLEMENT_MISSING ${name}`] };
  const twin = { ...victim, batchNo: 'another', key: `${victim.key}/again` };
  return { lines: [...lines, twin], expected: [`SETTLEMENT_DOUBLED ${name}`] };
}
