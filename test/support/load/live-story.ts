import type { GatewayClient } from '../../../src/client/core/gateway-client.ts';
import type { OrderFieldsFragment } from '../../../src/client/core/generated/graphql.ts';
import type { OrderView } from '../../../src/client/core/watch-order.ts';
import type { Dice } from '../../simulation/world/dice.ts';
import type { HistoryBook, Told } from '../history/history.ts';
import type { SimulatorDesk } from '../simulator-desk.ts';
import { openWatcher, type Watcher } from '../watcher.ts';
import { type Merchant, openMerchant } from './merchant.ts';
import type { Act, Story } from './story.ts';

export interface Stage {
  readonly clients: readonly [GatewayClient, ...GatewayClient[]];
  /** The address that the payers' pages connect to; leads to any gateway that runs. */
  readonly watchUrl: string;
  readonly desk: SimulatorDesk;
  readonly book: HistoryBook;
  /** Every page that was opened; they stay open. */
  readonly watchers: { readonly partnerReferenceNo: string; readonly watcher: Watcher }[];
  /**
   * What pages did not show in time. The story ends then; whether the page shows it later is checked at the
   * end.
   */
  readonly missed: string[];
}

/** Plays one story. The book records what its clients saw; nothing is checked here. */
export async function liveStory(story: Story, stage: Stage, dice: Dice): Promise<void> {
  const { partnerReferenceNo, title, amount } = story;
  for (const fault of story.faults) await stage.desk.arm({ ...fault, partnerReferenceNo });
  const merchant = openMerchant({ ...stage, dice, isPersistent: !story.isForgotten });
  const request = { partnerReferenceNo, title, amount };
  const [created] = await Promise.all([
    ...Array.from({ length: story.timesAtOnce }, () => merchant.create(request)),
    ...(story.hasRival ? [merchant.create({ ...request, title: `Rival of ${title}` })] : []),
  ]);
  const order = orderIn(created?.told);
  // Another order got the number, DANA declined, or the client lost its answer and left.
  if (order === null || created === undefined || created.clientToken === null) return;
  const { clientToken: token } = created;
  const pages = Array.from({ length: story.watchersCount }, () => {
    const watcher = openWatcher(stage.watchUrl, { orderId: order.id, token });
    stage.watchers.push({ partnerReferenceNo, watcher });
    return watcher;
  });
  const [page] = pages;
  if (page === undefined) return;
  for (const act of story.acts) {
    if (!(await perform(act, { order, page, merchant, desk: stage.desk, missed: stage.missed }))) return;
  }
}

interface Scene {
  readonly order: OrderFieldsFragment;
  readonly page: Watcher;
  readonly merchant: Merchant;
  readonly desk: SimulatorDesk;
  readonly missed: string[];
}

/** False if the story ended before its plan, because the order ended otherwise. */
async function perform(act: Act, { order, page, merchant, desk, missed }: Scene): Promise<boolean> {
  switch (act.kind) {
    case 'read':
      await merchant.read(order, act.isFresh);
      return true;
    case 'pay': {
      const shown = await seen('an order that can be paid', isConfirmed);
      if (shown?.order?.status !== 'PENDING') return shown?.order?.paidAt != null;
      if (!(await pay(desk, order))) return false;
      return (await seen('the payment', ({ order: now }) => now !== null && now.paidAt !== null)) !== null;
    }
    case 'cancel':
      await Promise.all(Array.from({ length: act.timesAtOnce }, () => merchant.cancel(order)));
      return true;
    case 'payAndCancel':
      await Promise.all([pay(desk, order), merchant.cancel(order)]);
      return true;
    case 'refund':
      await Promise.all(
        act.wishes.map(({ partnerRefundNo, amount }) => merchant.refund(order, partnerRefundNo, amount)),
      );
      return true;
  }

  /** Null if the page did not show it in time. */
  async function seen(...wanted: Parameters<Watcher['sees']>): Promise<OrderView | null> {
    try {
      return await page.sees(...wanted);
    } catch (error) {
      missed.push(`${order.partnerReferenceNo} at ${Math.round(performance.now())}: ${String(error)}`);
      return null;
    }
  }
}

const isConfirmed: Parameters<Watcher['sees']>[1] = (view) =>
  view.order !== null && view.order.status !== 'CONFIRMING';

/** False if DANA accepts no payment for this order now, or has no such order. */
async function pay(desk: SimulatorDesk, { partnerReferenceNo }: OrderFieldsFragment): Promise<boolean> {
  return desk.pay(partnerReferenceNo).then(
    () => true,
    (error: unknown) => {
      if (/HTTP 40[49]/.test(String(error))) return false;
      throw error;
    },
  );
}

function orderIn(told: Told | undefined): OrderFieldsFragment | null {
  return told?.kind === 'data' ? told.order : null;
}
