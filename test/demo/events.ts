import type { OrderFieldsFragment } from '../../src/client/core/generated/graphql.ts';
import type { Receiver } from '../support/event-receiver.ts';
import { eventually } from '../support/eventually.ts';
import type { Stage } from './story.ts';

/** What the merchant's server was told while the payer's screen was watching: the same order, by signed webhooks. */
export async function tellEvents(
  { narrator }: Stage,
  refunded: OrderFieldsFragment,
  receiver: Receiver,
): Promise<void> {
  narrator.chapter('What the merchant’s server was told meanwhile');
  const ofOrder = () => receiver.received.filter(({ orderId }) => orderId === refunded.id);
  await eventually(
    async () => ofOrder().map(({ type }) => type),
    (types) => types.at(-1) === 'refund.succeeded' && types.length >= 7,
    { withinMs: 10_000 },
  );
  narrator.say(
    ofOrder()
      .map(({ type }) => type)
      .join(', '),
  );
  narrator.check('every signature verified with the library of Standard Webhooks', receiver.forged === 0);
  narrator.check(
    `${ofOrder().length} events of ${refunded.partnerReferenceNo}, each once and in order`,
    ofOrder().every(({ version }, index) => version === index + 1),
  );
}
