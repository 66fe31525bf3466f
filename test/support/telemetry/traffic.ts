import { OrderDocument } from '../../../src/client/core/generated/graphql.ts';
import type { MeasuredWorld } from './measured-world.ts';

/** What the merchant does with a paid order. */
export type Afterwards = 'refund' | 'cancel' | 'query';

/** An order by virtual account. */
export const anInput = (partnerReferenceNo: string) => ({
  partnerReferenceNo,
  amount: '75000',
  title: 'Two tickets',
  payMethod: 'VIRTUAL_ACCOUNT',
  payOption: 'VIRTUAL_ACCOUNT_BRI',
});

/** One payment, and what the merchant does next. */
export async function buy(
  { shop, desk }: MeasuredWorld,
  partnerReferenceNo: string,
  then: Afterwards | undefined,
): Promise<void> {
  const { order, clientToken } = await shop.order(anInput(partnerReferenceNo));
  const screen = await shop.screen(order.id, clientToken);
  try {
    // Otherwise the screen may open upon a paid order, and nobody waits for the push.
    await screen.sees('the order', () => true);
    await desk.pay(partnerReferenceNo);
    await screen.sees('PAID', ({ status }) => status === 'PAID');
    if (then === 'refund') await shop.refund(order.id, `${partnerReferenceNo}-refund`);
    if (then === 'cancel') await shop.cancel(order.id);
    if (then === 'query') await shop.server.request(OrderDocument, { by: { id: order.id }, fresh: true });
  } finally {
    await screen.close();
  }
}
