import type { Refund } from '../../domain/refund.ts';
import { builder } from '../schema/builder.ts';
import { MoneyRef } from '../schema/money.ts';
import { OperationStatusEnum } from './order-status-enum.ts';

export const RefundRef = builder.node(builder.objectRef<Refund>('Refund'), {
  description: 'Money that goes back to the payer, in part or in full.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'partnerRefundNo' in value,
  id: { resolve: (refund) => refund.id, description: 'Opaque; node(id) gives this refund again.' },
  fields: (t) => ({
    partnerRefundNo: t.exposeString('partnerRefundNo', {
      description: "The merchant's own refund number, unique; the idempotency key of refundOrder.",
    }),
    refundNo: t.exposeString('refundNo', {
      nullable: true,
      description: "DANA's number. Null until DANA has confirmed the refund.",
    }),
    amount: t.expose('amount', { type: MoneyRef, description: 'What goes back.' }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: "The merchant's reason, as it was given.",
    }),
    status: t.expose('status', { type: OperationStatusEnum, description: 'How it stands at DANA.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
});

export const RefundConnectionRef = builder.connectionObject(
  { type: RefundRef, name: 'RefundConnection', description: 'A page of refunds, oldest first.' },
  { name: 'RefundEdge', description: 'A refund and where it stands in the list.' },
);
