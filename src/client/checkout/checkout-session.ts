import type { GatewayClient } from '../core/gateway-client.ts';
import { asGatewayError } from '../core/gateway-error.ts';
import { CheckoutDocument, CheckoutOrderDocument, PayCheckoutDocument } from '../core/generated/graphql.ts';
import type { OrderWatch } from '../core/watch-order.ts';
import {
  type CheckoutView,
  firstView,
  isOpen,
  isPaid,
  type Order,
  type PayProblem,
} from '../elements/checkout-view.ts';
import type { PayerActions, PayerChoice } from '../elements/page-context.ts';
import type { LanguageCode } from '../elements/wording.ts';
import { createRereadSchedule } from './reread-schedule.ts';
import type { ServerClock } from './server-clock.ts';

/** One checkout as the page follows it: its current view, and the actions that change the view. */
export interface CheckoutSession extends PayerActions {
  /** The current view; replaced, never changed in place. */
  view(): CheckoutView;
  /** Called when the device reports whether it has a network. */
  setOffline(isOffline: boolean): void;
}

export interface SessionOptions {
  /** With the checkout's token. */
  readonly client: Pick<GatewayClient, 'request' | 'watchOrder'>;
  readonly clock: ServerClock;
  readonly language: LanguageCode;
  readonly onChange: () => void;
  /** Sends the payer on to a wallet or DANA's page, at once after the choice. */
  readonly leave: (url: string) => void;
}

/**
 * One checkout on one page, from the first look to the receipt. Everything that is shown as true comes from the gateway:
 * not from the address the payer came back to, not from what the page itself expects, and not from the payer's clock.
 */
export function openCheckout(options: SessionOptions): CheckoutSession {
  const { client, clock } = options;
  let { language } = options;
  let view = firstView;
  let followed: OrderWatch | null = null;
  let followedId: string | null = null;
  /** Counts what the gateway was asked: an answer that a later one has overtaken is old. */
  let readsCount = 0;
  const schedule = createRereadSchedule(readCheckout);

  function show(change: Partial<CheckoutView>): void {
    view = { ...view, ...change };
    options.onChange();
  }

  /** Reads the checkout; with what it may be paid with where that is not known yet, or in another language. */
  async function readCheckout(isWhole = view.checkout === null): Promise<void> {
    const askedAtMs = Date.now();
    const spoken = language;
    readsCount += 1;
    const mine = readsCount;
    try {
      const whole = isWhole ? (await client.request(CheckoutDocument, { language })).checkout : null;
      const checkout = isWhole ? whole : (await client.request(CheckoutOrderDocument, {})).checkout;
      if (checkout === null || checkout === undefined) return show({ stage: 'refused' });
      clock.compare(checkout.asOf, askedAtMs, Date.now());
      if (whole && spoken === language) show({ stage: 'ready', checkout: whole });
      if (mine === readsCount) acceptOrder(checkout.order ?? null);
    } catch (thrown) {
      const error = asGatewayError(thrown);
      if (!error.isRetryable) return show({ stage: 'refused' });
      if (view.checkout === null) show({ stage: 'unreachable' });
      schedule.retry(error.retryAfterMs);
    }
  }

  /** An order as the gateway told it; an older state of the same one is not shown. */
  function acceptOrder(order: Order | null): void {
    if (order === null) return;
    const isOld = view.order?.id === order.id && view.order.version > order.version;
    if (isOld || (view.order !== null && view.order.id !== order.id && isPaid(view.order))) return;
    show({ order });
    follow(order);
  }

  function follow(order: Order): void {
    if (followedId === order.id || isPaid(order)) return;
    followed?.close();
    followedId = order.id;
    const watch = client.watchOrder({ orderId: order.id });
    followed = watch;
    void listen(watch).finally(() => {
      if (followed !== watch) return;
      followed = null;
      followedId = null;
      show({ connection: null });
      // Money can still come for an order that has ended, and this stream tells of it no more.
      if (view.order !== null && !isPaid(view.order)) schedule.forLatePayment();
    });
  }

  async function listen(watch: OrderWatch): Promise<void> {
    try {
      for await (const { order, connection } of watch) {
        if (followed !== watch) return;
        show({ connection });
        if (order === null || (order.id === view.order?.id && order.version === view.order.version)) continue;
        acceptOrder(order);
        // The payer may have paid an earlier try, or chosen anew in another tab: the checkout knows which one counts.
        if (!isOpen(order) && !isPaid(order)) void readCheckout(false);
      }
    } catch {
      // The token has expired meanwhile; a look at the checkout says so.
    }
  }

  async function pay(choice: PayerChoice): Promise<void> {
    if (view.isPaying) return;
    show({ isPaying: true, problem: null });
    try {
      const { payCheckout } = await client.request(PayCheckoutDocument, { input: choice, language });
      if (payCheckout.__typename === 'PayCheckoutSuccess') {
        readsCount += 1;
        acceptOrder(payCheckout.order);
        show({ isPaying: false, isChoosing: false });
        openRedirect(payCheckout.order);
        return;
      }
      const isClosed = payCheckout.__typename === 'CheckoutClosed';
      const issues = payCheckout.__typename === 'InvalidInput' ? payCheckout.issues : [];
      const phoneMessage = issues.find(({ path }) => path.includes('phoneNumber'))?.message ?? null;
      showProblem({ message: payCheckout.message, phoneMessage }, isClosed);
    } catch (thrown) {
      const error = asGatewayError(thrown);
      if (!error.isRetryable) return show({ stage: 'refused', isPaying: false });
      showProblem({ message: null, phoneMessage: null }, false);
    }
    // Whatever was said: how things stand is what the gateway has on record.
    await readCheckout(false);
  }

  function showProblem(problem: PayProblem, isClosed: boolean): void {
    show({ isPaying: false, isChoosing: true, isClosed: view.isClosed || isClosed, problem });
  }

  function openRedirect({ status, instruction }: Order): void {
    if (status === 'PENDING' && instruction?.__typename === 'RedirectInstruction') {
      options.leave(instruction.url);
    }
  }

  void readCheckout();
  return {
    view: () => view,
    pay,
    choose: (isChoosing) => show({ isChoosing, problem: null }),
    speak(wanted) {
      language = wanted;
      show({ problem: null });
      void readCheckout(true);
    },
    resume() {
      followed?.hurry();
      schedule.now();
    },
    setOffline(isOffline) {
      show({ isOffline });
      followed?.hurry();
      if (!isOffline) schedule.now();
    },
  };
}

/** Where the payer came without a token: nothing can be asked, and the shop has to open the payment. */
export const withoutToken: CheckoutSession = {
  view: () => ({ ...firstView, stage: 'refused' }),
  pay: async () => {},
  choose() {},
  speak() {},
  resume() {},
  setOffline() {},
};
