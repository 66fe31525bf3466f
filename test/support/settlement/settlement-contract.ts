import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OrderFact } from '../../../src/domain/order-event.ts';
import type { SettlementLine } from '../../../src/domain/settlement/settlement-line.ts';
import { settlementKinds } from '../../../src/use-cases/ports/incidents.ts';
import type { OrderStore } from '../../../src/use-cases/ports/order-store.ts';
import type { SettlementCases } from '../../../src/use-cases/ports/settlement/settlement-store.ts';
import { makeJudgeSettlement } from '../../../src/use-cases/settlement/judge-settlement.ts';
import { manualClock } from '../manual-clock.ts';
import {
  accepted,
  aRefund,
  changed,
  insertOrder,
  learn,
  requestRefund,
} from '../order-store-contract/steps.ts';
import { sampleOf } from '../sample.ts';
import { silentLog } from '../silent-log.ts';
import { aLine } from './settled-line.ts';

/** An empty store of settlement files, and the store of the orders that they are compared with. */
export interface SettlementUnderTest {
  readonly orders: OrderStore;
  readonly cases: SettlementCases;
  /** Imports a file of the whole merchant with these lines. */
  importFile(day: string, lines: readonly SettlementLine[]): Promise<void>;
  close(): Promise<void>;
}

const jakarta = (text: string) => new Date(`2026-01-${text}:00+07:00`);

/** Every sequence of these. */
function sequencesOf<Item>(items: readonly Item[]): (readonly Item[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    sequencesOf(items.filter((one) => one !== item)).map((rest) => [item, ...rest]),
  );
}

/** What every store of settlement files does for the comparison with the orders. `oneIn`: of the sequences of files. */
export function describeSettlement(
  name: string,
  { open, oneIn }: { readonly open: () => Promise<SettlementUnderTest>; readonly oneIn: number },
): void {
  let stage: SettlementUnderTest;
  beforeEach(async () => {
    stage = await open();
  });
  afterEach(() => stage.close());

  /** A process that compares, with its own clock and its own X of T+X. */
  function gateway(now: Date, settlementDays = 1, more: Partial<SettlementCases> = {}) {
    const clock = manualClock();
    clock.step(now.getTime() - clock.now().getTime());
    return makeJudgeSettlement({
      store: { ...stage.cases, ...more },
      orders: stage.orders,
      incidents: stage.orders,
      clock,
      chance: { uuid: () => crypto.randomUUID(), fraction: () => 0 },
      log: silentLog,
      unitDefaults: { externalStoreId: null, subMerchantId: null },
      settlementDays,
    });
  }

  async function pay(partnerReferenceNo: string, paidAt: Date, knownAt = paidAt) {
    const { id } = await insertOrder(stage.orders, { partnerReferenceNo, createdAt: paidAt });
    await stage.orders.change(id, learn(accepted, {}, paidAt));
    const paidWith = [{ payMethod: 'BALANCE', payOption: null, amount: null }] as const;
    const fact: OrderFact = { type: 'PAID', referenceNo: 'DANA-1', paidAt, paidWith };
    return changed(await stage.orders.change(id, learn(fact, {}, knownAt)));
  }

  async function cancel(id: string, knownAt: Date): Promise<void> {
    const { amount } = (await stage.orders.find({ id })) ?? expect.unreachable('the order is gone');
    changed(
      await stage.orders.change(id, learn({ type: 'CANCELLED', voided: amount, paidAt: null }, {}, knownAt)),
    );
  }

  /** Requests a refund and hears later that it was made. */
  async function refund(partnerReferenceNo: string, createdAt: Date, updatedAt: Date): Promise<void> {
    const order = await stage.orders.find({ partnerReferenceNo });
    const { id: orderId } = order ?? expect.unreachable('the order is gone');
    const partnerRefundNo = `r-${partnerReferenceNo}`;
    const made = aRefund(orderId, { partnerRefundNo, createdAt, updatedAt });
    const { id: refundId, amount } = made;
    await stage.orders.change(orderId, requestRefund(made));
    changed(
      await stage.orders.change(
        orderId,
        learn(
          { type: 'REFUNDED', refundId, refundNo: null, amount, from: 'PENDING' },
          { refund: { refund: { ...made, status: 'SUCCEEDED' } } },
          updatedAt,
        ),
      ),
    );
  }

  async function openIncidents(): Promise<string[]> {
    const { items } = await stage.orders.pageIncidents({}, { first: 100 });
    return items
      .filter(({ item }) => settlementKinds.some((kind) => kind === item.kind) && item.status !== 'RESOLVED')
      .map(({ item }) => item.dedupeKey.replace('SETTLEMENT_', ''))
      .sort();
  }

  const saleOf = (partnerReferenceNo: string) =>
    aLine({ partnerReferenceNo, transactionId: `t-${partnerReferenceNo}` });

  describe(`${name}: what never comes`, () => {
    const refunded = ['refunded-at-once', 'refunded-late', 'clocks-differ'];
    /** What happens, by the day on which this gateway hears of it. */
    const days: Readonly<Record<string, () => Promise<void>>> = {
      '14': async () => {
        for (const reference of refunded) await pay(reference, jakarta('14T10:00'));
      },
      '15': async () => {
        await pay('unsettled', jakarta('15T12:00'));
        const { id } = await pay('cancelled', jakarta('15T00:00'));
        await cancel(id, jakarta('15T13:00'));
        await pay('cancelled-late', jakarta('15T23:59'));
      },
      '16': async () => {
        const { id } = (await find('cancelled-late')) ?? expect.unreachable();
        await cancel(id, jakarta('16T23:00'));
        await pay('known-soon', jakarta('15T20:00'), jakarta('16T09:00'));
      },
      '17': async () => {
        await refund('refunded-at-once', jakarta('17T08:00'), jakarta('17T08:00'));
        await refund('refunded-late', jakarta('15T08:00'), jakarta('17T09:00'));
        await refund('clocks-differ', jakarta('17T00:01'), jakarta('16T23:59'));
      },
      '18': async () => {
        await pay('known-late', jakarta('14T20:00'), jakarta('18T09:00'));
        const { id } = await pay('cancelled-known-late', jakarta('14T11:00'), jakarta('14T11:00'));
        await cancel(id, jakarta('18T10:00'));
      },
    };
    const missing = [
      'MISSING:cancelled-known-late:cancellation',
      'MISSING:cancelled-late:cancellation',
      'MISSING:cancelled:cancellation',
      'MISSING:clocks-differ:refund r-clocks-differ',
      'MISSING:known-late:payment',
      'MISSING:known-soon:payment',
      'MISSING:refunded-at-once:refund r-refunded-at-once',
      'MISSING:refunded-late:refund r-refunded-late',
      'MISSING:unsettled:payment',
    ];
    const find = (partnerReferenceNo: string) => stage.orders.find({ partnerReferenceNo });
    const linesOf: Readonly<Record<string, readonly SettlementLine[]>> = {
      '14': [...refunded, 'cancelled-known-late'].map(saleOf),
      '15': [saleOf('cancelled'), saleOf('cancelled-late')],
    };
    const importDay = (day: string) => stage.importFile(`2026-01-${day}`, linesOf[day] ?? []);

    test('is missing if the files come one a day, as soon as they are due', async () => {
      for (const [day, happens] of Object.entries(days)) {
        await happens();
        await importDay(day);
        await gateway(new Date(jakarta(`${day}T00:30`).getTime() + 24 * 60 * 60_000))();
      }
      expect(await openIncidents()).toEqual(missing);
    });

    /** The day between the request and the success of a refund comes last. */
    const betweenLast = ['14', '15', '17', '18', '16'];
    const others = sequencesOf(Object.keys(days)).filter((one) => one.join() !== betweenLast.join());
    const sequences = [betweenLast, ...sampleOf(others, oneIn)];

    test.each(sequences.map((sequence) => [sequence.join(), sequence] as const))(
      'is missing if the files come late, in the sequence %s',
      async (_, sequence) => {
        for (const happens of Object.values(days)) await happens();
        for (const day of sequence) {
          await importDay(day);
          await gateway(jakarta('25T12:00'))();
        }
        expect(await openIncidents()).toEqual(missing);
      },
    );
  });

  describe(`${name}: what is missing stays missing`, () => {
    beforeEach(async () => {
      await pay('ord-1', jakarta('15T10:00'));
      await stage.importFile('2026-01-15', []);
    });
    const isMissing = ['MISSING:ord-1:payment'];

    test('for a gateway that is started with a larger X', async () => {
      await gateway(jakarta('16T08:00'))();
      expect(await openIncidents()).toEqual(isMissing);
      await gateway(jakarta('16T09:00'), 3)();
      expect(await openIncidents()).toEqual(isMissing);
      await gateway(jakarta('26T09:00'), 3)();
      expect(await openIncidents()).toEqual(isMissing);
      expect(await stage.cases.coveredDays('2026-01-14')).toMatchObject([{ day: '2026-01-15' }]);
    });

    test('although a refund of the order came back', async () => {
      await refund('ord-1', jakarta('15T11:00'), jakarta('15T11:00'));
      const { amount: gross = 0n } = (await stage.orders.findRefund({ partnerRefundNo: 'r-ord-1' })) ?? {};
      const about = { partnerReferenceNo: 'ord-1', requestId: 'r-ord-1', gross };
      await stage.importFile('2026-01-16', [
        aLine({ ...about, type: 'REFUND' }),
        aLine({ ...about, payMethod: 'ADJUSTMENT', transactionId: 'back' }),
      ]);
      await gateway(jakarta('15T23:00'))();
      expect(await openIncidents()).toEqual([]);
      await gateway(jakarta('17T08:00'))();
      expect(await openIncidents()).toEqual(expect.arrayContaining(isMissing));
    });

    test('for a gateway whose clock is behind', async () => {
      await gateway(jakarta('16T00:30'))();
      await gateway(jakarta('15T23:45'))();
      expect(await openIncidents()).toEqual(isMissing);
    });

    test('for a gateway whose clock is behind, while another one still searches', async () => {
      await gateway(jakarta('16T00:30'), 1, { markSearched: async () => undefined })();
      await gateway(jakarta('15T23:45'))();
      expect(await openIncidents()).toEqual(isMissing);
      await stage.importFile('2026-01-16', [saleOf('ord-1')]);
      await gateway(jakarta('15T23:50'))();
      expect(await openIncidents()).toEqual([]);
    });
  });

  test(`${name}: a run says which days it could not search, and from when on they are searched`, async () => {
    for (const day of ['17', '15', '16']) await stage.importFile(`2026-01-${day}`, []);
    const waiting = async (now: string) => (await gateway(jakarta(now), 2)()).waiting;
    expect(await waiting('17T12:00')).toEqual([
      { day: '2026-01-16', dueAt: jakarta('18T00:00') },
      { day: '2026-01-17', dueAt: jakarta('19T00:00') },
    ]);
    expect(await waiting('19T00:00')).toEqual([]);
  });
}
