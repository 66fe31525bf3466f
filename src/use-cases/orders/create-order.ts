import { openOrder } from '../../domain/lifecycle.ts';
import type { Order } from '../../domain/order.ts';
import type { AttemptCreate } from '../calls/attempt-create.ts';
import { firstCallMs } from '../changes/schedule.ts';
import type { CreateOrderInput } from '../input/check-create-order.ts';
import { type CreateOrderRules, checkCreateOrder } from '../input/check-create-order.ts';
import { contentHash } from '../input/content-hash.ts';
import type { ApplyEarlyNotifications } from '../notifications/apply-early-notifications.ts';
import type { CreateOrderOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import type { RecoverOrder } from '../recovery/recover-order.ts';
import type { AwaitOrder } from './await-order.ts';
import { writeIntent } from './write-intent.ts';

/** How long a caller waits for a quick settlement before CONFIRMING is handed back. */
const settleWaitMs = 2_000;
/** The first repeat of an attempt that got no clear answer. */
const quickRepeatMs = 250;

export interface CreateOrderDeps {
  readonly store: OrderStore;
  readonly provider: PaymentProvider;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly attemptCreate: AttemptCreate;
  readonly recoverOrder: RecoverOrder;
  readonly awaitOrder: AwaitOrder;
  readonly applyEarlyNotifications: ApplyEarlyNotifications;
  readonly rules: CreateOrderRules;
  /** Tells the recovery of this process that something is due sooner than it knows. */
  readonly wakeRecovery: (dueAt: Date) => void;
}

/**
 * Creates an order at DANA, once for each partnerReferenceNo however often it is asked. The row with the exact
 * body is on disk before DANA is called; what is not a clear answer stays CONFIRMING and is settled by asking.
 */
export function makeCreateOrder(deps: CreateOrderDeps) {
  const { store, provider, clock, attemptCreate, awaitOrder } = deps;

  /** `checkoutId`: the checkout that this order is a try of; a merchant's own order and a try are never the same. */
  return async function createOrder(
    input: CreateOrderInput,
    checkoutId: string | null = null,
  ): Promise<CreateOrderOutcome> {
    const checked = checkCreateOrder(input, deps.rules, clock.now());
    const hash = contentHash(input);
    // A repeat is answered from what is on record, whatever the rules or DANA's health are by now.
    const existing = await store.find({ partnerReferenceNo: input.partnerReferenceNo });
    if (existing !== null) return answerRepeat(existing, { contentHash: hash, checkoutId });
    if (checked.kind === 'InvalidInput') return checked;
    const unavailability = provider.unavailability();
    if (unavailability !== null) return { kind: 'TemporarilyUnavailable', ...unavailability };

    const { order, event } = openOrder({
      ...checked.order,
      id: deps.chance.uuid(),
      contentHash: hash,
      checkoutId,
      createdAt: clock.now(),
    });
    const request = provider.writeCreateRequest(order, checked.details);
    const leasedUntil = leaseEnd();
    const inserted = await writeIntent(store.insert({ order, event, request, leasedUntil }));
    if (inserted.kind === 'TemporarilyUnavailable') return inserted;
    if (inserted.kind === 'referenceTaken') return { kind: 'PartnerReferenceNoConflict' };
    if (inserted.kind === 'existing') return answerRepeat(inserted.order, order);
    // What DANA told before this row was there comes first: nothing is left to do for it once the order is at rest.
    await deps.applyEarlyNotifications(order);
    const attempt = await attemptCreate.first(order, request, leasedUntil);
    if (attempt.declined !== null) return declinedOutcome(attempt.declined, attempt.order);
    return { kind: 'CreateOrderSuccess', order: await settleQuickly(attempt.order, leasedUntil) };
  };

  /** Nothing clear came back: the lease is given up, the first repeat is due in a moment, and we wait for it. */
  async function settleQuickly(order: Order, leasedUntil: Date): Promise<Order> {
    if (order.status !== 'CONFIRMING') {
      await store.release(order.id, leasedUntil);
      return order;
    }
    const dueAt = new Date(clock.now().getTime() + quickRepeatMs);
    const { version } = order;
    const nothingOwed = { reportNeededAfter: null, reportQueriedAt: null };
    await store.release(order.id, leasedUntil, { version, dueAt, isInVain: true, ...nothingOwed });
    deps.wakeRecovery(dueAt);
    return awaitOrder(order, isConfirmed, settleWaitMs);
  }

  /**
   * Same reference: the same content gets the order as it is now, other content a conflict. While a twin is at
   * it, its answer is waited for; where it died, this call takes over.
   */
  async function answerRepeat(
    existing: Order,
    asked: Pick<Order, 'contentHash' | 'checkoutId'>,
  ): Promise<CreateOrderOutcome> {
    const isSame = existing.contentHash === asked.contentHash && existing.checkoutId === asked.checkoutId;
    if (!isSame) return { kind: 'PartnerReferenceNoConflict' };
    const order = isConfirmed(existing) ? existing : await awaitTwin(existing);
    if (order.status !== 'FAILED') return { kind: 'CreateOrderSuccess', order };
    const declined = await findDecline(order);
    return declined === null ? { kind: 'CreateOrderSuccess', order } : declinedOutcome(declined, order);
  }

  async function awaitTwin(order: Order): Promise<Order> {
    const lease = await store.lease(order.id, clock.now(), leaseEnd());
    if (lease === null) return awaitOrder(order, isConfirmed, firstCallMs);
    if (!isConfirmed(lease.order)) return deps.recoverOrder(lease);
    await store.release(order.id, lease.leasedUntil);
    return lease.order;
  }

  /** DANA's refusal, where that is why the order FAILED. */
  async function findDecline(order: Order) {
    const { items } = await store.pageTimeline(order.id, { first: timelineStartCount });
    const declined = items.map(({ item }) => item.fact).find((fact) => fact.type === 'DECLINED');
    return declined ?? null;
  }

  function leaseEnd(): Date {
    return new Date(clock.now().getTime() + firstCallMs);
  }
}

/** A refusal is among the first events: CREATED, at most one cancel request, NOT_FOUND, DECLINED. */
const timelineStartCount = 10;

function isConfirmed(order: Order): boolean {
  return order.status !== 'CONFIRMING';
}

function declinedOutcome(
  { responseCode, responseMessage }: { responseCode: string; responseMessage: string },
  order: Order,
): CreateOrderOutcome {
  return { kind: 'ProviderDeclined', responseCode, responseMessage, order };
}
