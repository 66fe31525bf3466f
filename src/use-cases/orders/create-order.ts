import type { Actor } from '../../domain/actor.ts';
import { openOrder } from '../../domain/lifecycle.ts';
import { newEventId } from '../../domain/merchant-event.ts';
import type { Order } from '../../domain/order.ts';
import type { AttemptCreate } from '../calls/attempt-create.ts';
import { firstCallMs } from '../changes/schedule.ts';
import {
  type CreateOrderInput,
  type CreateOrderRules,
  checkCreateOrder,
} from '../input/check-create-order.ts';
import { contentHash } from '../input/content-hash.ts';
import { writeIntent } from '../input/write-intent.ts';
import type { ApplyEarlyNotifications } from '../notifications/apply-early-notifications.ts';
import type { CreateOrderOutcome } from '../outcomes.ts';
import type { Chance } from '../ports/chance.ts';
import type { Clock } from '../ports/clock.ts';
import type { OrderChanges } from '../ports/order-changes.ts';
import type { Timelines } from '../ports/order-pages.ts';
import type { OrderQueue } from '../ports/order-queue.ts';
import type { OrderReads } from '../ports/order-reads.ts';
import type { PaymentProvider } from '../ports/payment-provider.ts';
import { phoneDigitsCount } from '../ports/people/order-search.ts';
import type { RecoverOrder } from '../recovery/recover-order.ts';
import type { AwaitOrder } from './await-order.ts';

/** How long a caller waits for DANA's confirmation before it gets the order as CONFIRMING. */
const confirmationWaitMs = 2_000;
/** The first repeat of a call that got no clear answer. */
const quickRepeatMs = 250;

/** What makes a repeat the same order. */
type RequestedOrder = Pick<Order, 'contentHash' | 'checkoutId'>;

export interface CreateOrderDeps {
  readonly store: OrderReads & OrderChanges & OrderQueue & Timelines;
  readonly provider: Pick<PaymentProvider, 'unavailability' | 'writeCreateRequest'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly attemptCreate: AttemptCreate;
  readonly recoverOrder: RecoverOrder;
  readonly awaitOrder: AwaitOrder;
  readonly applyEarlyNotifications: ApplyEarlyNotifications;
  readonly rules: CreateOrderRules;
  /** Lets the recovery of this process know of an order that is due sooner than it expects. */
  readonly wakeRecovery: (dueAt: Date) => void;
}

/**
 * Creates an order at DANA, once for each partnerReferenceNo however often it is requested. The row with the exact
 * body is stored before DANA is called. If DANA gives no clear answer, the order stays CONFIRMING and queries find out.
 */
export function makeCreateOrder(deps: CreateOrderDeps) {
  const { store, provider, clock, attemptCreate, awaitOrder } = deps;

  /** `by`: who creates it. `checkoutId`: the checkout that it is an attempt of; null for an order of its own. */
  return async function createOrder(
    input: CreateOrderInput,
    by: Actor,
    checkoutId: string | null = null,
  ): Promise<CreateOrderOutcome> {
    const checked = checkCreateOrder(input, deps.rules, clock.now());
    const hash = contentHash(input);
    const requested = { contentHash: hash, checkoutId };
    if (checked.kind === 'InvalidInput') return unlessRepeat(input, requested, checked);
    const unavailability = provider.unavailability('createOrder');
    if (unavailability !== null) {
      return unlessRepeat(input, requested, { kind: 'TemporarilyUnavailable', ...unavailability });
    }

    const identity = { ...requested, id: deps.chance.uuid(), createdAt: clock.now() };
    const { order, event: decided } = openOrder({ ...checked.order, ...identity }, by);
    const event = { ...decided, id: newEventId(deps.chance.uuid()) };
    const leasedUntil = leaseEnd();
    const inserted = await writeIntent(async () => {
      const request = provider.writeCreateRequest(order, checked.details);
      const phoneDigits = input.phoneNumber?.slice(-phoneDigitsCount) ?? null;
      return { ...(await store.insert({ order, event, request, leasedUntil, phoneDigits })), request };
    });
    if (inserted.kind === 'TemporarilyUnavailable' || inserted.kind === 'InvalidInput') {
      return unlessRepeat(input, requested, inserted);
    }
    if (inserted.kind === 'referenceTaken') return { kind: 'PartnerReferenceNoConflict' };
    if (inserted.kind === 'existing') return answerRepeat(inserted.order, requested);
    // They are applied before DANA's answer: once the order is final, nothing would apply them any more.
    if (inserted.hasEarlyNotifications) await deps.applyEarlyNotifications(order);
    const attempt = await attemptCreate.first(order, inserted.request, leasedUntil);
    if (attempt.declined !== null) return declinedOutcome(attempt.declined, attempt.order);
    if (attempt.order.status === 'CONFIRMING') {
      return { kind: 'CreateOrderSuccess', order: await repeatSoon(attempt.order, leasedUntil) };
    }
    if (!attempt.isReleased) await store.release(order.id, leasedUntil);
    return { kind: 'CreateOrderSuccess', order: attempt.order };
  };

  /** A repeat is answered from the record, even if the rules have changed or DANA is unavailable by now. */
  async function unlessRepeat(
    { partnerReferenceNo }: CreateOrderInput,
    requested: RequestedOrder,
    refused: CreateOrderOutcome,
  ): Promise<CreateOrderOutcome> {
    const existing = await store.find({ partnerReferenceNo });
    return existing === null ? refused : answerRepeat(existing, requested);
  }

  /** DANA gave no clear answer: leaves the order to the recovery, due in a moment, and waits for the result. */
  async function repeatSoon(order: Order, leasedUntil: Date): Promise<Order> {
    const dueAt = new Date(clock.now().getTime() + quickRepeatMs);
    const { version } = order;
    const noReport = { reportNeededAfter: null, reportQueriedAt: null };
    await store.release(order.id, leasedUntil, { version, dueAt, isInVain: true, ...noReport });
    deps.wakeRecovery(dueAt);
    return awaitOrder(order, isConfirmed, confirmationWaitMs);
  }

  /**
   * A repeated call with the same content gets the order as it is now; with other content, a conflict. While the first
   * call is running, waits for its answer; if the first call died, this call takes over.
   */
  async function answerRepeat(existing: Order, requested: RequestedOrder): Promise<CreateOrderOutcome> {
    const isSame =
      existing.contentHash === requested.contentHash && existing.checkoutId === requested.checkoutId;
    if (!isSame) return { kind: 'PartnerReferenceNoConflict' };
    const order = isConfirmed(existing) ? existing : await awaitFirstCall(existing);
    if (order.status !== 'FAILED') return { kind: 'CreateOrderSuccess', order };
    const declined = await findDecline(order);
    return declined === null ? { kind: 'CreateOrderSuccess', order } : declinedOutcome(declined, order);
  }

  async function awaitFirstCall(order: Order): Promise<Order> {
    const lease = await store.lease(order.id, clock.now(), leaseEnd());
    if (lease === null) return awaitOrder(order, isConfirmed, firstCallMs);
    if (!isConfirmed(lease.order)) return (await deps.recoverOrder(lease)).order;
    await store.release(order.id, lease.leasedUntil);
    return lease.order;
  }

  /** DANA's declined answer, if it is why the order FAILED. */
  async function findDecline(order: Order) {
    const { items } = await store.pageTimeline(order.id, { first: timelineStartCount });
    const declined = items.map(({ item }) => item.fact).find((fact) => fact.type === 'DECLINED');
    return declined ?? null;
  }

  function leaseEnd(): Date {
    return new Date(clock.now().getTime() + firstCallMs);
  }
}

/** DECLINED is among the first events, after CREATED, at most one CANCELLATION_REQUESTED, and NOT_FOUND. */
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
