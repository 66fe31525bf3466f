import { startOfJakartaDay } from '../../../src/domain/jakarta-time.ts';
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
import { refundAgain, returnedTotal } from './refund-again.ts';

const dayMs = 24 * 60 * 60_000;

/**
 * I20, at the end of a world: DANA settles everything that happened, the gateway imports the files in any order, and
 * the books agree with the rows, with the files and with DANA's own payout. Refunds that came back are known and may be
 * made again, each planted difference is found by T+X and no sooner, and nothing else.
 */
export async function settleWorld(world: World, seed: number, mutation: Mutation): Promise<void> {
  const { database, gateway, ledger, time, chronicle } = world;
  const deps = gateway.find(0)?.run.deps;
  if (deps === undefined) return;
  const dice = createDice(seed, 'settlement');
  const { store, settlement } = database;
  const made = [...store.tables.refunds.values()].flatMap(({ refund }) =>
    refund.status === 'SUCCEEDED' ? [refund] : [],
  );
  const ours = new Set(made.map(({ partnerRefundNo }) => partnerRefundNo));
  const settled = [...store.tables.orders.values()].flatMap(({ order }) => {
    const truth = ledger.orders.get(order.partnerReferenceNo);
    const own = made.filter(({ orderId }) => orderId === order.id);
    return isIt(truth, order) && agrees(order, own, truth) ? [{ order, truth }] : [];
  });
  const truths = settled.map(({ truth }) => truth);
  // What DANA and the gateway do not agree about, DANA does not settle yet: then nothing can be missing.
  const isWhole = settled.length === store.tables.orders.size;
  for (const { refunds } of truths)
    for (const refund of refunds.values())
      refund.isReturned = refund.status === 'DONE' && ours.has(refund.partnerRefundNo) && dice.hits(0.3);
  const now = () => new Date(time.nowMs());
  const due = truths.flatMap((truth) => linesOf(truth, now(), dice));
  const planted = plant(due, isWhole, dice);
  const daysOld = Math.max(0, ...due.map(({ occurredAt }) => daysSince(occurredAt, deps.clock.now())));
  const settlementDays = dice.pick([1, daysOld + 1, daysOld + 3]);
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
    settlementDays,
  });
  const open = (kinds: readonly string[] = settlementKinds) =>
    [...store.tables.incidents.values()]
      .filter(({ kind, status }) => kinds.includes(kind) && status !== 'RESOLVED')
      .map(({ kind, partnerReferenceNo }) => `${kind} ${partnerReferenceNo}`);

  /** DANA delivers these lines, and what came of them is known by T+X. */
  async function settle(lines: readonly SettlementLine[], days: readonly string[]): Promise<void> {
    const known = open(['SETTLEMENT_MISSING']);
    await passing(time, async () => {
      for (const file of filesOf(days, lines, dice)) {
        const imported = file.lines.map(parts.readLine);
        settlement.importFile(file.day, imported, totalsOf(imported));
        if (dice.hits(0.5)) await judge();
      }
      await judge();
    });
    const early = open(['SETTLEMENT_MISSING']).filter((one) => !known.includes(one));
    if (settlementDays > daysOld && early.length > 0)
      chronicle.violate('I20', `before T+${settlementDays}: ${early.join(', ')}`);
    // Long enough for a clock that is wrong by hours: what is settled was settled before anybody knows.
    time.jump((settlementDays + 2) * dayMs);
    await passing(time, async () => {
      await judge();
      await assignAdjustments(world, lines, dice);
      await judge();
    });
  }

  await settle(planted.lines, daysOf(due));
  const before = new Set(truths.flatMap((truth) => [...truth.refunds.values()]));
  await refundAgain(world, truths, dice);
  const again = truths.flatMap((truth) => {
    const news = [...truth.refunds.values()].filter((one) => one.status === 'DONE' && !before.has(one));
    for (const refund of news) refund.isReturned = dice.hits(0.3);
    const numbers = news.flatMap(({ refundNo }) => [refundNo, `${refundNo}-back`]);
    return linesOf(truth, now(), dice).filter(({ transactionId }) => numbers.includes(transactionId));
  });
  if (again.length > 0) await settle(again, daysOf(again));

  const { differences, balances } = await makeCheckBooks({ store: settlement.books })();
  for (const { day, account, comparedWith, inBooks, onRecord } of differences)
    chronicle.violate('I20', `${day} ${account}: ${inBooks} in the books, ${onRecord} by ${comparedWith}`);
  const payout = totalsOf([...planted.lines, ...again]).net;
  const bank = balances.find(({ account }) => account === 'BANK')?.sen ?? 0n;
  if (bank !== payout) chronicle.violate('I20', `the bank has ${bank}, DANA paid out ${payout}`);
  for (const { order, truth } of settled) {
    const [after, back] = [store.tables.orders.get(order.id)?.order, returnedTotal(truth)];
    if (after?.returned !== back)
      chronicle.violate('I20', `${order.partnerReferenceNo}: ${after?.returned} came back, at DANA ${back}`);
  }
  if (open().sort().join() !== planted.expected.sort().join())
    chronicle.violate(
      'I20',
      `found ${open().join(', ') || 'nothing'}, planted ${planted.expected.join(', ')}`,
    );
}

/** Does the work while a second of the world's time passes. */
async function passing(time: World['time'], work: () => Promise<void>): Promise<void> {
  const working = work();
  await time.runUntil(time.nowMs() + 1_000);
  await working;
}

/** Midnights in Jakarta since the day of an instant began. */
function daysSince(instant: Date, now: Date): number {
  return Math.floor((now.getTime() - startOfJakartaDay(instant).getTime()) / dayMs);
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
