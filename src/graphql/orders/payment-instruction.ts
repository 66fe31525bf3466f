import { renderSVG } from 'uqr';
import { currentInstruction, type Order } from '../../domain/order.ts';
import type { PaymentInstruction } from '../../domain/payment-option.ts';
import { builder } from '../schema/builder.ts';

type Kind = PaymentInstruction['kind'];

/** What the payer does next, with the end that it shares with its order. */
type Instruction<K extends Kind = Kind> = Extract<PaymentInstruction, { kind: K }> & {
  readonly expiresAt: Date;
};

/** What the payer of this order does now; null where nothing is left to do. */
export function instructionOf(order: Order, now: Date): Instruction | null {
  const instruction = currentInstruction(order, now);
  return instruction === null ? null : { ...instruction, expiresAt: order.expiresAt };
}

const expiresAt = 'Until when it can be followed: the end of its order.';

const RedirectInstructionRef = builder.objectRef<Instruction<'REDIRECT'>>('RedirectInstruction').implement({
  description: "The payer goes on at DANA's page or in a wallet.",
  fields: (t) => ({
    url: t.field({ type: 'Url', description: 'Where to send the payer.', resolve: ({ url }) => url }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
  }),
});

const VirtualAccountInstructionRef = builder
  .objectRef<Instruction<'VIRTUAL_ACCOUNT'>>('VirtualAccountInstruction')
  .implement({
    description: 'The payer transfers the exact amount to this account.',
    fields: (t) => ({
      bank: t.exposeString('bank', { description: 'The bank of the account, for people, e.g. BRI.' }),
      number: t.exposeString('number', { description: 'The number of the virtual account, digits only.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
    }),
  });

const QrisInstructionRef = builder.objectRef<Instruction<'QRIS'>>('QrisInstruction').implement({
  description: 'The payer scans this with any app that pays by QRIS.',
  fields: (t) => ({
    content: t.exposeString('content', { description: 'The EMV QR payload.' }),
    image: t.string({
      description: 'The same, drawn: an SVG document as a data URI.',
      resolve: ({ content }) => qrImage(content),
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
  }),
});

const WalletPushInstructionRef = builder
  .objectRef<Instruction<'WALLET_PUSH'>>('WalletPushInstruction')
  .implement({
    description: "The payer confirms in the wallet's own app (OVO).",
    fields: (t) => ({
      wallet: t.exposeString('wallet', { description: 'The wallet, for people, e.g. OVO.' }),
      expiresAt: t.expose('expiresAt', { type: 'DateTime', description: expiresAt }),
    }),
  });

const PaymentCodeInstructionRef = builder
  .objectRef<Instruction<'PAYMENT_CODE'>>('PaymentCodeInstruction')
  .implement({
    description: 'A code to be shown at a retail outlet.',
    fields: (t) => ({
      outlet: t.exposeString('outlet', { description: 'The outlet, for people, e.g. Indomaret.' }),
      code: t.exposeString('code', { description: 'The code that the cashier asks for.' }),
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
  description: 'What the payer does next, by the method that was chosen.',
  types: Object.values(instructionRefs),
  resolveType: ({ kind }) => instructionRefs[kind],
});

/** Quiet zone of four modules and error correction M, as EMV asks of codes that are shown on a screen. */
function qrImage(content: string): string {
  const svg = renderSVG(content, { ecc: 'M', border: 4 });
  return `data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}`;
}
