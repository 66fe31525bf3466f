import { RedeliverEventsDocument } from '../core/generated/graphql.ts';
import { ActDialog, type ActOutcome } from './act-dialog.tsx';
import { useConsole } from './console-context.ts';

/** What is sent again: one event, or everything that a receiver was given up for. */
export interface Redelivery {
  /** The event or the receiver, for people. */
  readonly name: string;
  /** Absent: every receiver. */
  readonly receiverId?: string;
  /** Absent: what was given up. */
  readonly eventId?: string;
}

interface RedeliverDialogProps {
  readonly redelivery: Redelivery;
  /** Called when the dialog closes, with what became of it; empty if nothing was sent. */
  readonly onClose: (said: string) => void;
}

/** Asks why events are sent again, and has the gateway send them. */
export function RedeliverDialog({ redelivery, onClose }: RedeliverDialogProps) {
  const { client, language, wording } = useConsole();
  const { name, receiverId, eventId } = redelivery;

  async function send(reason: string): Promise<ActOutcome> {
    const input = { reason, receiverId, eventIds: eventId === undefined ? undefined : [eventId] };
    const { redeliverEvents } = await client.request(RedeliverEventsDocument, { input, language });
    if ('message' in redeliverEvents) return { isDone: false, said: redeliverEvents.message };
    const { deliveryCount, hasMore } = redeliverEvents;
    return { isDone: true, said: wording.sentAgain(deliveryCount, hasMore) };
  }

  return (
    <ActDialog
      title={`${wording.sendAgain}: ${name}`}
      will={<p>{eventId === undefined ? wording.sendAllAgainWill : wording.sendAgainWill}</p>}
      send={send}
      onClose={onClose}
    />
  );
}
