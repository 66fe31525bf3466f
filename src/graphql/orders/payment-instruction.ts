import { renderSVG } from 'uqr';
import { currentInstruction, type Order } from '../../domain/order.ts';
import type { PaymentInstruction } from '../../domain/payment-option.ts';
import { builder } from '../schema/builder.ts';

type Kind = PaymentInstruction['kind'];

/** The payer's next step, with the expiry of its order. */
type Instruction<K extends Kind = Kind> = Extract<PaymentInstruction, { kind: K }> & {
  readonly expiresAt: Date;
};

/** The payer's next step for this order; null if there is none. */
export function instructionOf(
  order: Pick<Order, 'status' | 'expiresAt' | 'instruction'>,
  now: Date,
): Instruction | null {
  const instruction = currentInstruction(order, now);
  return instruction === null ? null : { ...instruction, expiresAt: order.expiresAt };
}

/** What the payer types at a bank or says at a till; null for other ways to pay. */
export function paymentNumberOf(instruction: PaymentInstruction | null): string | null {
  if (instruction?.kind === 'VIRTUAL_ACCOUNT') return instruction.number;
  return instruction?.kind === 'PAYMENT_CODE' ? instruction.code : null;
}

const expiresAt =
  'The time until which the payer can follow the instruction, which is the expiry of the order.';

const RedirectInstructionRef = builder.objectRef<Instruction<'REDIRECT'>>('RedirectInstruction').implement({
  description: "The payer continues on DANA's page or in a wallet.",
  fields: (t) => ({
    url: t.field({
      type: 'Url',
      description: 'The URL to which to send the payer.',
      resolve: ({ url }) => url,
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
  }),
});

const VirtualAccountInstructionRef = builder
  .objectRef<Instruction<'VIRTUAL_ACCOUNT'>>('VirtualAccountInstruction')
  .implement({
    description: 'The payer transfers the exact amount to this account.',
    fields: (t) => ({
      bank: t.exposeString('bank', { description: 'The name of the bank for people, for example BRI.' }),
      number: t.exposeString('number', {
        description: 'The number of the virtual account, digits only, for example 8000123412345678.',
      }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
    }),
  });

const QrisInstructionRef = builder.objectRef<Instruction<'QRIS'>>('QrisInstruction').implement({
  description: 'The payer scans a QR code with any app that supports QRIS.',
  fields: (t) => ({
    content: t.exposeString('content', { description: 'The text of the QR code, in the EMV format.' }),
    image: t.string({
      description: 'The QR code as an SVG image in a data URI, for the src of an img element.',
      resolve: ({ content }) => qrImage(content),
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
  }),
});

const WalletPushInstructionRef = builder
  .objectRef<Instruction<'WALLET_PUSH'>>('WalletPushInstruction')
  .implement({
    description: 'The payer confirms the payment in the app of the wallet, for example OVO.',
    fields: (t) => ({
      wallet: t.exposeString('wallet', {
        description: 'The name of the wallet for people, for example OVO.',
      }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
    }),
  });

const PaymentCodeInstructionRef = builder
  .objectRef<Instruction<'PAYMENT_CODE'>>('PaymentCodeInstruction')
  .implement({
    description: 'The payer shows a code at a retail outlet and pays there.',
    fields: (t) => ({
      outlet: t.exposeString('outlet', {
        description: 'The name of the outlet for people, for example Indomaret.',
      }),
      code: t.exposeString('code', { description: 'The code for the cashier.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
    }),
  });

const instructionRefs = {
  REDIRECT: RedirectInstructionRef,
  VIRTUAL_ACCOUNT: VirtualAccountInstructionRef,
  QRIS: QrisInstructionRef,
  WALLET_PUSH: WalletPushInstructionRef,
  PAYMENT_CODE: PaymentCodeInstructionRef,
} as const satisfies Record<Kind, unknown>;

export const PaymentInstructionRef = builder.unionType('PaymentInstruction', {
  description: 'The next step for the payer, depending on the payment method.',
  types: Object.values(instructionRefs),
  resolveType: ({ kind }) => instructionRefs[kind],
});

/**
 * Draws the code with a quiet zone of four modules and error correction M, as EMV requires for codes on a
 * screen.
 */
function qrImage(content: string): string {
  const svg = renderSVG(content, { ecc: 'M', border: 4 });
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`;
}
