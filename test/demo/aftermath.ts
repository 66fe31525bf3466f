import type { OrderFieldsFragment } from '../../src/client/core/generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';
import type { Stage } from './story.ts';

const amount = '75000.00';

/** Part of the money back, then the rest. */
export async function tellRefunds({ shop, narrator }: Stage, paid: OrderFieldsFragment): Promise<void> {
  narrator.chapter('Money back, in two parts');
  const first = await shop.refund(paid.id, `${paid.partnerReferenceNo}-r1`, '25000');
  const part = first.__typename === 'RefundOrderSuccess' ? first.order : null;
  narrator.check(
    `25,000 refunded: ${part?.status}, ${part?.refundableAmount.value} left`,
    part?.status === 'PARTIALLY_REFUNDED' && part.refundableAmount.value === '50000.00',
  );
  const tooMuch = await shop.refund(paid.id, `${paid.partnerReferenceNo}-r2`, '60000');
  narrator.check(
    `60,000 more is refused: ${tooMuch.__typename}`,
    tooMuch.__typename === 'RefundExceedsBalance',
  );
  const rest = await shop.refund(paid.id, `${paid.partnerReferenceNo}-r3`);
  const all = rest.__typename === 'RefundOrderSuccess' ? rest.order : null;
  narrator.check(`the rest refunded: ${all?.status}`, all?.status === 'REFUNDED');
}

/** A payer who changes their mind before paying, and one who does after. */
export async function tellCancels({ shop, desk, narrator }: Stage): Promise<void> {
  narrator.chapter('Two cancels');
  const unpaid = await shop.order({ partnerReferenceNo: 'demo-cancel-unpaid', amount, title: 'Two tickets' });
  const gone = await shop.cancel(unpaid.order.id);
  narrator.check('an unpaid order is cancelled', gone.__typename === 'CancelOrderSuccess');

  const { order, clientToken } = await shop.order({
    partnerReferenceNo: 'demo-cancel-paid',
    amount,
    title: 'Two tickets',
  });
  const screen = await shop.screen(order.id, clientToken);
  await desk.pay(order.partnerReferenceNo, { payMethod: 'BALANCE' });
  await screen.sees('PAID', ({ status }) => status === 'PAID');
  await shop.cancel(order.id);
  const { order: cancelled } = await screen.sees('CANCELLED', ({ status }) => status === 'CANCELLED');
  narrator.check(
    `a paid order is cancelled: ${cancelled.voidedAmount.value} went back`,
    cancelled.voidedAmount.value === amount,
  );
}

/** Nobody pays, and the clock moves on for both sides. */
export async function tellExpiry({ shop, desk, narrator }: Stage): Promise<void> {
  narrator.chapter('Nobody pays');
  const { order, clientToken } = await shop.order({
    partnerReferenceNo: 'demo-expiry',
    amount,
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_CIMB',
  });
  const screen = await shop.screen(order.id, clientToken);
  await screen.sees('PENDING', ({ status }) => status === 'PENDING');
  narrator.say('the clock is moved 31 minutes ahead');
  await desk.post('/simulator/clock', { advanceMs: 31 * 60_000 });
  const { order: ended } = await screen.sees('EXPIRED', ({ status }) => status === 'EXPIRED');
  narrator.check(`the watcher saw ${ended.status}; the instruction is gone`, ended.instruction === null);
}

/** DANA takes the order and goes silent; the gateway is killed in the middle of it and comes back. */
export async function tellHardMoment(
  { shop, desk, narrator }: Stage,
  gateway: GatewayProcess,
): Promise<void> {
  narrator.chapter('The hard moment');
  const partnerReferenceNo = 'demo-hard-moment';
  const input = {
    partnerReferenceNo,
    amount,
    title: 'Two tickets',
    payMethod: 'VIRTUAL_ACCOUNT',
    payOption: 'VIRTUAL_ACCOUNT_BRI',
  };
  await desk.arm({ operation: 'createOrder', fault: 'commit-then-hang', partnerReferenceNo });
  const lost = shop.order(input).then(
    () => 'answered',
    () => 'lost',
  );
  await eventually(
    () => desk.order(partnerReferenceNo).catch(() => null),
    (found) => found !== null,
    {
      withinMs: 10_000,
    },
  );
  narrator.say('createOrder is under way: DANA has recorded the order and does not answer');
  await gateway.kill();
  narrator.check('kill -9; the shop’s call is lost', (await lost) === 'lost');
  await gateway.start();
  narrator.say('the gateway is back; the shop repeats the very same call');
  const { order, clientToken } = await shop.order(input);
  const screen = await shop.screen(order.id, clientToken);
  const { order: pending } = await screen.sees('PENDING', ({ status }) => status === 'PENDING');
  narrator.check(
    `the watcher sees ${pending.status}, still the one order at DANA`,
    pending.referenceNo !== null,
  );
  await desk.pay(partnerReferenceNo);
  const { order: paid } = await screen.sees('PAID', ({ status }) => status === 'PAID');
  narrator.check(`and then ${paid.status}: nothing lost, nothing doubled`, paid.version === 3);
}
