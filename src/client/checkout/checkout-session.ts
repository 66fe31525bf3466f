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
import type { PayerActions, PayerChoice } from '../elements/payer-actions.ts';
import type { LanguageCode } from '../elements/wording.ts';
import { createRereadSchedule } from './reread-schedule.ts';
import type { ServerClock } from './server-clock.ts';

/** One checkout as the page follows it: its current view, and the actions that change the view. */
export interface CheckoutSession extends PayerActions {
  /** The current view; replaced, never changed in place. */
  view(): CheckoutView;
  /** Called when the device reports whether it has a network. */
  setOffline(isOffline: boolean): void;
  /**
   * Ends the watch and every read, also those under way. From then on nothing is sent, the view stays as it is, and the
   * payer is sent nowhere, whatever the answer to a choice that was made before.
   */
  close(): void;
}

export interface SessionOptions {
  /** A client with the checkout's token. */
  readonly client: Pick<GatewayClient, 'request' | 'watchOrder'>;
  readonly clock: ServerClock;
  readonly language: LanguageCode;
  readonly onChange: () => void;
  /** Sends the payer to a wallet or DANA's page, directly after the choice. */
  readonly leave: (url: string) => void;
}

/**
 * Follows one checkout on one page, from the first read to the receipt. Every shown fact comes from the
 * gateway: not from the address that the payer returned to, not from what the page itself expects, and not
 * from the payer's clock.
 */
export function openCheckout(options: SessionOptions): CheckoutSession {
  const { client, clock } = options;
  let { language } = options;
  let view = firstView;
  let followed: OrderWatch | null = null;
  let followedId: string | null = null;
  /** Counts the reads, so that the answer of an earlier read cannot replace that of a later one. */
  let readsCount = 0;
  const ended = new AbortController();
  const { signal } = ended;
  const schedule = createRereadSchedule(readCheckout);

  function show(change: Partial<CheckoutView>): void {
    if (signal.aborted) return;
    view = { ...view, ...change };
    options.onChange();
  }

  /**
   * Reads the checkout. `isWhole` adds the payment options: for the first read, and after a change of
   * language.
   */
  async function readCheckout(isWhole = view.checkout === null): Promise<void> {
    if (signal.aborted) return;
    const askedAtMs = Date.now();
    const spoken = language;
    readsCount += 1;
    const mine = readsCount;
    try {
      const whole = isWhole
        ? (await client.request(CheckoutDocument, { language }, { signal })).checkout
        : null;
      const checkout = isWhole
        ? whole
        : (await client.request(CheckoutOrderDocument, {}, { signal })).checkout;
      if (signal.aborted) return;
      if (checkout === null || checkout === undefined) return show({ stage: 'refused' });
      clock.compare(checkout.asOf, askedAtMs, Date.now());
      if (whole && spoken === language) show({ stage: 'ready', checkout: whole });
      if (mine === readsCount) {
        show({ isClosed: checkout.closed });
        acceptOrder(checkout.order ?? null);
      }
      if (view.connection === 'connecting' || view.connection === 'reconnecting') schedule.whileDeaf();
    } catch (thrown) {
      if (signal.aborted) return;
      const error = asGatewayError(thrown);
      if (!error.isRetryable) return show({ stage: 'refused' });
      if (view.checkout === null) show({ stage: 'unreachable' });
      schedule.retry(error.retryAfterMs);
    }
  }

  /** Shows an order from the gateway, unless a later state of it or a paid order is already shown. */
  function acceptOrder(order: Order | null): void {
    if (order === null) return;
    const isOld = view.order?.id === order.id && view.order.version > order.version;
    if (isOld || (view.order !== null && view.order.id !== order.id && isPaid(view.order))) return;
    show({ order });
    follow(order);
  }

  function follow(order: Order): void {
    if (signal.aborted || followedId === order.id || isPaid(order)) return;
    followed?.close();
    followedId = order.id;
    const watch = client.watchOrder({ orderId: order.id });
    followed = watch;
    void listen(watch).finally(() => {
      if (followed !== watch) return;
      followed = null;
      followedId = null;
      show({ connection: null });
      // A payment can still arrive for an order that has ended, and the stream no longer reports it.
      if (view.order !== null && !isPaid(view.order)) schedule.forLatePayment();
    });
  }

  async function listen(watch: OrderWatch): Promise<void> {
    try {
      for await (const { order, connection } of watch) {
        if (followed !== watch) return;
        show({ connection });
        // Neither a WebSocket nor a stream comes through: then the page asks.
        if (connection === 'live') schedule.calm();
        else schedule.whileDeaf();
        if (order === null || (order.id === view.order?.id && order.version === view.order.version)) continue;
        acceptOrder(order);
        // The payer may have paid an earlier attempt, or chosen again in another tab: the checkout names the
        // current one.
        if (!isOpen(order) && !isPaid(order)) void readCheckout(false);
      }
    } catch {
      // The token has expired meanwhile; the next read of the checkout shows it.
    }
  }

  async function pay(choice: PayerChoice): Promise<void> {
    if (signal.aborted || view.isPaying) return;
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
      const isDeclined = payCheckout.__typename === 'ProviderDeclined';
      if (isClosed) show({ isClosed });
      showProblem({ message: payCheckout.message, phoneMessage, isDeclined });
    } catch (thrown) {
      const error = asGatewayError(thrown);
      if (!error.isRetryable) return show({ stage: 'refused', isPaying: false });
      showProblem({ message: null, phoneMessage: null, isDeclined: false });
    }
    // Whatever the outcome, the gateway's record is the truth.
    await readCheckout(false);
  }

  function showProblem(problem: PayProblem): void {
    show({ isPaying: false, isChoosing: true, problem });
  }

  function openRedirect({ status, instruction }: Order): void {
    if (signal.aborted) return;
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
    close() {
      ended.abort();
      schedule.end();
      followed?.close();
    },
  };
}

/**
 * The session of a payer without a token: the page cannot query anything, and the shop must open the payment.
 */
export const withoutToken: CheckoutSession = {
  view: () => ({ ...firstView, stage: 'refused' }),
  pay: async () => {},
  choose() {},
  speak() {},
  resume() {},
  setOffline() {},
  close() {},
};
