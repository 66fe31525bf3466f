import type { Goods } from '../../domain/order.ts';
import { badUserInput } from '../input-errors/bad-user-input.ts';
import { builder } from '../schema/builder.ts';
import { MoneyRef } from '../schema/money.ts';

/** The descriptions of DANA's goods, for input and output. */
const about = {
  merchantGoodsId: "The merchant's own id of the article, at most 64 characters.",
  name: 'The name of the article, at most 64 characters.',
  description: 'The description of the article, at most 1024 characters.',
  category: "The category of the article in the merchant's words, at most 64 characters.",
  price: 'The price of one unit.',
  unit: 'The unit in which the article is sold, for example "piece", at most 64 characters.',
  quantity: 'The number of units as a decimal string, for example "2" or "0.5", at most 16 characters.',
  merchantShippingId: 'The merchantShippingId of the shipment that contains the article.',
  snapshotUrl: 'The URL of a page that shows the article as it was sold.',
};

export const GoodsRef = builder.objectRef<Goods>('Goods').implement({
  description: 'One article of an order.',
  fields: (t) => ({
    merchantGoodsId: t.exposeString('merchantGoodsId', { description: about.merchantGoodsId }),
    name: t.exposeString('name', { description: about.name }),
    description: t.exposeString('description', { description: about.description }),
    category: t.exposeString('category', { description: about.category }),
    price: t.expose('price', { type: MoneyRef, description: about.price }),
    unit: t.exposeString('unit', { nullable: true, description: about.unit }),
    quantity: t.exposeString('quantity', { description: about.quantity }),
    merchantShippingId: t.exposeString('merchantShippingId', {
      nullable: true,
      description: about.merchantShippingId,
    }),
    snapshotUrl: t.expose('snapshotUrl', { type: 'Url', nullable: true, description: about.snapshotUrl }),
  }),
});

export const GoodsInputRef = builder.inputType('GoodsInput', {
  description: "One article of an order, in the form of DANA's order.goods.",
  fields: (t) => ({
    merchantGoodsId: t.string({ required: true, description: about.merchantGoodsId }),
    name: t.string({ required: true, description: about.name }),
    description: t.string({ required: true, description: about.description }),
    category: t.string({ required: true, description: about.category }),
    price: t.field({ type: 'Rupiah', required: true, description: about.price }),
    unit: t.string({ description: about.unit }),
    quantity: t.string({ required: true, description: about.quantity }),
    merchantShippingId: t.string({ description: about.merchantShippingId }),
    snapshotUrl: t.field({ type: 'Url', description: about.snapshotUrl }),
  }),
});

/** Converts one article for the use cases: omitted fields become null. `index` is its place in the input. */
export function goodsOf(input: typeof GoodsInputRef.$inferInput, index: number): Goods {
  // Shops link to this page, and unlike for a return URL, no allow-list would stop the scheme of an app.
  if (input.snapshotUrl && !/^https?:/i.test(input.snapshotUrl)) {
    throw badUserInput('A page that shows an article has an https URL.', {
      path: ['input', 'goods', String(index), 'snapshotUrl'],
    });
  }
  return {
    ...input,
    unit: input.unit ?? null,
    merchantShippingId: input.merchantShippingId ?? null,
    snapshotUrl: input.snapshotUrl ?? null,
  };
}
