import type { Clock } from '../../use-cases/ports/clock.ts';
import type { EventOutbox } from '../../use-cases/ports/event-outbox.ts';
import type { EventSender } from '../../use-cases/ports/event-sender.ts';
import type { Meters } from '../meters.ts';

/** The outbox, with the lag of first attempts: each begins right after its claim. */
export function measureOutbox(outbox: EventOutbox, meters: Meters, clock: Clock): EventOutbox {
  return {
    ...outbox,
    async claimDeliveries(...claim) {
      const claimed = await outbox.claimDeliveries(...claim);
      const nowMs = clock.now().getTime();
      for (const { attemptCount, event } of claimed.deliveries) {
        const lagMs = nowMs - event.event.occurredAt.getTime();
        if (attemptCount === 0) meters.record('gapura_webhook_lag_seconds', lagMs / 1000, {});
      }
      return claimed;
    },
  };
}

/** The merchant's servers, with how they answer. */
export function measureSender(sender: EventSender, meters: Meters): EventSender {
  return {
    async send(...delivery) {
      const answer = await sender.send(...delivery);
      meters.add('gapura_webhook_attempts', { outcome: answer.kind });
      return answer;
    },
  };
}
