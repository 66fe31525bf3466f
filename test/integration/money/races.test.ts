import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { type MoneyStage, openMoneyStage, orderAmount } from '../../support/money-stage.ts';
import { createRaceTriggers, type RaceTriggers } from '../../support/race-triggers.ts';
import { sampleOf } from '../../support/sample.ts';

/** The situations of an order in which two acts meet. */
const situations = {
  new: async () => undefined,
  /** DANA has the order, and its answer was lost. */
  confirming: async ({ dana, create }, reference) => {
    dana.loseNextAnswer('createOrder', reference);
    await create(reference);
  },
  pending: async ({ create }, reference) => {
    await create(reference);
  },
  /** Paid at DANA, without a notification. */
  paidUnseen: async ({ dana, create }, reference) => {
    await create(reference);
    dana.pay(reference);
  },
  paid,
  /** Requested and carried out by DANA, and its answer was lost. */
  cancelUnseen: async (stage, reference) => {
    await paid(stage, reference);
    stage.dana.loseNextAnswer('cancelOrder', reference);
    await stage.cancel(reference);
  },
  /** Requested, but the request never arrived at DANA. */
  cancelLost: async (stage, reference) => {
    await stage.create(reference);
    stage.dana.loseNextRequest('cancelOrder', reference);
    await stage.cancel(reference);
  },
  refundUnseen: async (stage, reference) => {
    await paid(stage, reference);
    stage.dana.loseNextAnswer('refundOrder', reference);
    await refund(stage, reference);
  },
  refundLost: async (stage, reference) => {
    await paid(stage, reference);
    stage.dana.loseNextRequest('refundOrder', reference);
    await refund(stage, reference);
  },
} satisfies Record<string, (stage: MoneyStage, reference: string) => Promise<unknown>>;
type Situation = keyof typeof situations;

async function paid({ dana, create, deliver }: MoneyStage, reference: string): Promise<void> {
  await create(reference);
  dana.pay(reference);
  await deliver(dana.notification(reference));
}

type Act = (stage: MoneyStage, reference: string) => Promise<unknown>;

/** The acts on an order, and the situations in which each is interrupted. */
const acts: Readonly<Record<string, { act: Act; in: readonly Situation[] }>> = {
  create: { act: ({ create }, reference) => create(reference), in: ['new', 'confirming'] },
  cancel: {
    act: async (stage, reference) => (await exists(stage, reference)) && stage.cancel(reference),
    in: ['confirming', 'pending', 'paidUnseen', 'paid'],
  },
  refund: { act: refund, in: ['paid'] },
  'another refund': { act: (stage, reference) => refund(stage, reference, 'r-2'), in: [] },
  notify: { act: payAndTell, in: ['confirming', 'paidUnseen', 'cancelUnseen'] },
  recover: {
    act: async (stage, reference) => {
      if (!(await exists(stage, reference))) return;
      // Past the time in which the caller of a refund completes it itself.
      stage.clock.advance(10_000);
      await stage.store.hasten([(await stage.order(reference)).id], stage.clock.now(), 0);
      await stage.recover();
    },
    in: ['confirming', 'paidUnseen', 'cancelUnseen', 'cancelLost', 'refundUnseen', 'refundLost'],
  },
  expire: {
    act: async ({ clock, recover }) => {
      clock.advance(31 * 60_000);
      await recover();
    },
    in: ['confirming', 'pending', 'paidUnseen', 'cancelLost'],
  },
};

/** 60 %: two of them are too much. */
async function refund(stage: MoneyStage, reference: string, refundNo = 'r-1'): Promise<void> {
  if (!(await exists(stage, reference))) return;
  await stage.refund(reference, `${reference}-${refundNo}`, rupiah((orderAmount * 60n) / 100n));
}

async function exists({ store }: MoneyStage, partnerReferenceNo: string): Promise<boolean> {
  return (await store.find({ partnerReferenceNo })) !== null;
}

/** The payer pays if DANA has the order by now, and DANA notifies. */
async function payAndTell({ dana, deliver }: MoneyStage, reference: string): Promise<void> {
  if (!dana.truths().some(({ partnerReferenceNo }) => partnerReferenceNo === reference)) return;
  dana.pay(reference);
  await deliver(dana.notification(reference));
}

/**
 * Each act also races itself: the same call again, from another process. A run interrupts at one point in four,
 * TEST_LONG at all.
 */
const pairs = Object.keys(acts)
  .filter((first) => acts[first]?.in.length !== 0)
  .flatMap((first) => Object.keys(acts).map((second) => [first, second] as const));

let triggers: RaceTriggers;
let stage: MoneyStage;
/** Which race an order was in, by its reference: references are short. */
const races = new Map<string, string>();

beforeAll(async () => {
  triggers = createRaceTriggers();
  stage = await openMoneyStage({ database: triggers.database, ports: triggers.ports });
});
afterAll(() => stage.close());

async function broken(): Promise<string[]> {
  const found = await stage.judge(true);
  return found.map((what) => what.replace(/order (race-\d+)/, (_, reference) => races.get(reference) ?? ''));
}

/** An order in this situation, and the act on it to interrupt. */
async function prepare(first: string, second: string, situation: Situation, point: string) {
  const reference = `race-${races.size}`;
  races.set(reference, `${first}, and ${second}, ${situation} at ${point}`);
  await situations[situation](stage, reference);
  return { reference, work: async () => acts[first]?.act(stage, reference) };
}

const known = new Map<string, readonly string[]>();

/** The points at which an act can be interrupted: those it passes when nothing interrupts it. */
async function pointsOf(first: string, situation: Situation): Promise<readonly string[]> {
  const key = `${first}, ${situation}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const { work } = await prepare(first, 'nothing', situation, 'no point');
  const points = await triggers.follow(work);
  await stage.settle();
  expect(points.length).toBeGreaterThan(0);
  known.set(key, points);
  return points;
}

describe('two acts on one order: at points of the first, the whole second act', () => {
  test.each(pairs)('%s, and in the middle of it %s', async (first, second) => {
    for (const [index, situation] of (acts[first]?.in ?? []).entries()) {
      for (const point of sampleOf(await pointsOf(first, situation), 4, index)) {
        const { reference, work } = await prepare(first, second, situation, point);
        triggers.runBefore(point, async () => acts[second]?.act(stage, reference));
        await triggers.follow(work);
        await stage.settle();
      }
    }
    const prefix = `(${first}, and ${second},`;
    expect((await broken()).filter((what) => what.includes(prefix))).toEqual([]);
  });

  test('leaves nothing broken behind', async () => {
    expect(await broken()).toEqual([]);
  });
});
