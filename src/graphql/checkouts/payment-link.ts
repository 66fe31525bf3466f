import type { Checkout } from '../../domain/checkout.ts';
import { rupiahText } from '../../domain/money.ts';
import type { Translated } from '../../domain/words/translated.ts';
import { builder } from '../schema/builder.ts';
import { languageArgs } from '../schema/language.ts';
import { timeText } from '../schema/texts.ts';
import { CheckoutRef } from './checkout.ts';

interface PaymentLink {
  readonly url: string;
  readonly checkout: Checkout;
}

/** What is sent to a customer together with the link. */
function textOf({ url, checkout: { amount, title, expiresAt } }: PaymentLink): Translated {
  const sum = rupiahText(amount);
  return {
    EN: `Please pay ${sum} for ${title} by ${timeText(expiresAt, 'EN')}: ${url}`,
    ID: `Silakan bayar ${sum} untuk ${title} paling lambat ${timeText(expiresAt, 'ID')}: ${url}`,
  };
}

const PaymentLinkRef = builder.objectRef<PaymentLink>('PaymentLink').implement({
  description:
    'A link with which a customer pays a checkout. Whoever has the link can pay, and read what is sold.',
  fields: (t) => ({
    url: t.exposeString('url', {
      description:
        'The URL of the checkout page. It carries the checkout token behind #, which no server and no log sees.',
    }),
    text: t.string({
      description: 'A text to send to the customer, with the amount, the time and the link.',
      args: languageArgs,
      resolve: (link, { language }) => textOf(link)[language ?? 'EN'],
    }),
  }),
});

builder.objectField(CheckoutRef, 'paymentLink', (t) =>
  t.field({
    type: PaymentLinkRef,
    nullable: true,
    description:
      'A link to send to the customer. Null if the checkout has ended or expired, or if the gateway does not know where ' +
      'the checkout page is (CHECKOUT_URL). It needs the scope orders:create.',
    resolve: (checkout, _args, { checkoutUrl, issueCheckoutToken, now }) => {
      if (checkoutUrl === null || checkout.endedAt !== null || checkout.expiresAt <= now()) return null;
      const fragment = new URLSearchParams({
        checkout: checkout.partnerReferenceNo,
        token: issueCheckoutToken(checkout),
      });
      return { url: `${checkoutUrl}#${fragment}`, checkout };
    },
  }),
);
