import type { SearchHit, SearchMatch } from '../../use-cases/ports/people/order-search.ts';
import { OrderRef } from '../orders/order.ts';
import { selectedDetails } from '../orders/selected-details.ts';
import { builder } from '../schema/builder.ts';
import { describedEnum } from '../schema/described-enum.ts';

const SearchMatchEnum = describedEnum<SearchMatch>(
  'SearchMatch',
  'What of an order the text of a search is.',
  {
    PARTNER_REFERENCE_NO: "The merchant's number of the order.",
    REFERENCE_NO: "DANA's number of the order.",
    REFUND_NO: "A number of one of its refunds, the merchant's or DANA's.",
    PAYMENT_NUMBER: 'The virtual account number or payment code, or its last digits.',
    AMOUNT: 'The amount of the order.',
    PHONE: "The last four digits of the payer's phone number.",
  },
);

const SearchHitRef = builder.objectRef<SearchHit>('SearchHit').implement({
  description: 'An order that a search found, and why.',
  fields: (t) => ({
    matchedBy: t.field({
      type: [SearchMatchEnum],
      description: 'What of the order the text is.',
      resolve: ({ matchedBy }) => matchedBy,
    }),
    order: t.expose('order', { type: OrderRef, description: 'The order in its current state.' }),
  }),
});

builder.queryField('search', (t) =>
  t.field({
    type: [SearchHitRef],
    description:
      'Finds orders by what a customer knows, newest first, 20 at most: a number of the order or of a refund, whole, in any case; a ' +
      'virtual account number or payment code, or at least its last four digits; the amount, such as 75000, Rp75.000 or 75rb; an ' +
      "amount beside last digits, such as Rp75.000 9902; or the last four digits of the payer's phone number. Without a time " +
      'window, all but whole numbers is looked for in the last 31 days; ten digits and more are a whole number. It ' +
      'needs the scope orders:read.',
    args: {
      text: t.arg.string({ required: true, description: 'What the customer knows, 1 to 64 characters.' }),
      createdFrom: t.arg({ type: 'DateTime', description: 'Selects orders created at this time or later.' }),
      createdTo: t.arg({ type: 'DateTime', description: 'Selects orders created before this time.' }),
    },
    resolve: (_root, { text, createdFrom, createdTo }, { useCases }, info) =>
      useCases.searchOrders(
        { text, createdFrom: createdFrom ?? null, createdTo: createdTo ?? null },
        selectedDetails(info),
      ),
  }),
);
