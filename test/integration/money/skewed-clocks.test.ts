import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  CancelOrderAnswer,
  DeclinedAnswer,
  RefundOrderAnswer,
} from '../../../src/use-cases/ports/payment-provider.ts';
import { type MoneyStage, openMoneyStage, orderAmount } from '../../support/money-stage.ts';

/**
 * Two processes whose clocks differ by a minute: to the other one, a first call that is still running looks long
 * overdue. Whatever they do to each other, a caller is told what is on record, and the record is what DANA did.
 */
const minute = 60_000;

const declined: DeclinedAnswer = {
  kind: 'declined',
  reason: 'OTHER',
  responseCode: '4035815',
  responseMessage: 'Not now',
};

const unanswered = { kind: 'unknown', reason: 'no answer', isInProgress: false, isOurFault: false } as const;

let stage: MoneyStage;
/** What happens instead of the next calls of a kind, one after the other; each may pass its call on. */
let refunds: ((passOn: () => Promise<RefundOrderAnswer>) => Promise<RefundOrderAnswer>)[];
let cancellations: (() => Promise<CancelOrderAnswer>)[];

beforeEach(async () => {
  refunds = [];
  cancellations = [];
  stage = await openMoneyStage({
    ports: (ports) => ({
      ...ports,
      provider: {
        ...ports.provider,
        refundOrder(request) {
          const passOn = () => ports.provider.refundOrder(request);
          return refunds.shift()?.(passOn) ?? passOn();
        },
        cancelOrder: (order) => cancellations.shift()?.() ?? ports.provider.cancelOrder(order),
      },
    }),
  });
  await stage.create('ord-1');
  stage.dana.pay('ord-1');
  await stage.deliver(stage.dana.notification('ord-1'));
});
afterEach(() => stage.close());

describe.each([0, minute])('the other clock is ahead by %d ms', (byMs) => {
  test('a refund that DANA declines to one process and carries out for the other is told as recorded', async () => {
    const other = stage.processAhead(byMs);
    refunds.push(async () => {
      await other.recovery.runOnce();
      return declined;
    });
    const told = await stage.refund('ord-1', 'ref-1', orderAmount);
    await expectToldAsRecorded(told.kind);
  });

  test('a refund that the other process has sent is not told as declined', async () => {
    const other = stage.processAhead(byMs);
    let sent = () => {};
    let isTold = () => {};
    const isSent = new Promise<void>((resolve) => {
      sent = resolve;
    });
    const told = new Promise<void>((resolve) => {
      isTold = resolve;
    });
    let ends: Promise<unknown> = Promise.resolve();
    refunds.push(
      async () => {
        ends = other.recovery.runOnce();
        await Promise.race([isSent, ends]);
        return declined;
      },
      async (passOn) => {
        sent();
        await told;
        return passOn();
      },
    );
    const { kind } = await stage.refund('ord-1', 'ref-1', orderAmount);
    isTold();
    await ends;
    await expectToldAsRecorded(kind);
  });

  test('a cancellation that DANA answers to the other process only is told as recorded', async () => {
    const other = stage.processAhead(byMs);
    cancellations.push(async () => {
      await other.recovery.runOnce();
      return unanswered;
    });
    const told = await stage.cancel('ord-1');
    expect(told.kind).toBe(byMs > 0 ? 'CancelOrderSuccess' : 'CancelOrderPending');
    await stage.settle();
    expect(await stage.judge(true)).toEqual([]);
  });
});

test('after the clock was set back by an hour, nothing waits until the old time returns', async () => {
  stage.dana.loseNextAnswer('refundOrder', 'ord-1');
  expect(await stage.refund('ord-1', 'ref-1', orderAmount)).toMatchObject({ kind: 'RefundOrderPending' });
  stage.clock.step(-60 * minute);
  for (let seconds = 0; seconds < 60; seconds += 10) {
    await stage.recover();
    stage.clock.advance(10_000);
  }
  expect(await stage.order('ord-1')).toMatchObject({ status: 'REFUNDED', refundPending: 0n });
  expect(await stage.judge(true)).toEqual([]);
});

/** Declined only if DANA has refunded nothing and never will. */
async function expectToldAsRecorded(kind: string): Promise<void> {
  await stage.settle();
  const { refunded } = await stage.order('ord-1');
  expect(refunded).toBe(stage.dana.truths()[0]?.refunded);
  expect(refunded > 0n ? ['RefundOrderSuccess', 'RefundOrderPending'] : ['ProviderDeclined']).toContain(kind);
  expect(await stage.judge(true)).toEqual([]);
}
