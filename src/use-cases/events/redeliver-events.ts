import type { Actor } from '../../domain/actor.ts';
import { reasonLengthMax } from '../input/limits.ts';
import { checkText, newIssues } from '../input/text.ts';
import type { RedeliverEventsOutcome } from '../outcomes.ts';
import type { Clock } from '../ports/clock.ts';
import { revivedMax } from '../ports/event-receivers.ts';
import type { Log } from '../ports/log.ts';
import { endpointName } from './delivery-incidents.ts';
import { type ConfiguredReceivers, receiverId } from './receivers.ts';

/** Events that one request may name. */
export const redeliveredEventsMax = 100;

/** What is sent again, to whom, and why. */
export interface RedeliverEventsInput {
  /** Null: what was given up. */
  readonly eventIds: readonly string[] | null;
  /** Null: every receiver. */
  readonly receiverId: string | null;
  /** Null on the command line, where nobody is asked for one. */
  readonly reason: string | null;
}

/**
 * Sends events to the merchant's servers again: events by their ids, delivered or not, or those that were given up. A
 * receiver that is named and had answered 410 Gone is opened again. Repeating the request while its deliveries are
 * pending changes nothing; afterwards the receivers recognise each event by its id.
 */
export function makeRedeliverEvents(
  deps: ConfiguredReceivers & { readonly clock: Pick<Clock, 'now'>; readonly log: Log },
) {
  const { receivers, endpointUrls } = deps;

  return async function redeliverEvents(
    { eventIds, receiverId: wanted, reason }: RedeliverEventsInput,
    by: Actor,
  ): Promise<RedeliverEventsOutcome> {
    const issues = newIssues();
    if (reason !== null) checkText(issues, ['reason'], reason, { max: reasonLengthMax, isRequired: true });
    if (eventIds !== null && eventIds.length > redeliveredEventsMax) {
      issues.list.push({ path: ['eventIds'], rule: 'TOO_MANY', max: redeliveredEventsMax });
    }
    if (issues.list.length > 0) return { kind: 'InvalidInput', issues: issues.list };
    const urls = wanted === null ? endpointUrls : endpointUrls.filter((url) => receiverId(url) === wanted);
    if (urls.length === 0) return { kind: 'ReceiverNotFound' };
    const now = deps.clock.now();
    const endpoints = urls.map(endpointName);
    // Before the first change: a request that breaks off has a line, too.
    deps.log.info('event.redelivery_requested', {
      ...(eventIds === null ? {} : { eventIds }),
      ...{ endpoints, actor: by, reason },
    });
    const wasClosed = wanted !== null && (await receivers.reopenEndpoint(urls[0] ?? ''));
    const { eventIds: found, deliveryCount: count } =
      eventIds === null
        ? { eventIds: [], deliveryCount: await receivers.redeliverDead(urls, now) }
        : await receivers.redeliverEvents(eventIds, urls, now);
    if (wasClosed || count > 0) {
      deps.log.info('event.redelivery_scheduled', {
        ...(eventIds === null ? {} : { eventIds: found }),
        ...{ endpoints, deliveryCount: count, wasClosed, actor: by, reason },
      });
    }
    return {
      kind: 'RedeliverEventsSuccess',
      deliveryCount: count,
      hasMore: eventIds === null && count === revivedMax,
      wasReopened: wasClosed,
      unknownEventIds: (eventIds ?? []).filter((id) => !found.includes(id)),
    };
  };
}
