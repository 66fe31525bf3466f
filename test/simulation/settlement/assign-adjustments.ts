import { isAdjustment, type SettlementLine } from '../../../src/domain/settlement/settlement-line.ts';
import { personOf } from '../people/credentials.ts';
import type { Dice } from '../world/dice.ts';
import type { World } from '../world/world.ts';

/**
 * What DANA tells people on the telephone: to which refund each adjustment belongs that names none. One person attests it,
 * sometimes twice, and another one approves it. What a rule of the gateway knows already is refused.
 */
export async function assignAdjustments(
  { database, gateway, ledger, approvals }: World,
  lines: readonly SettlementLine[],
  dice: Dice,
): Promise<void> {
  const { refunds, orders } = database.store.tables;
  for (const line of lines) {
    if (!isAdjustment(line) || line.requestId !== null) continue;
    const { transactionId: reference, partnerReferenceNo } = line;
    const order = [...orders.values()].find(
      (one) => one.order.partnerReferenceNo === partnerReferenceNo,
    )?.order;
    const made = [...(ledger.orders.get(partnerReferenceNo)?.refunds.values() ?? [])];
    const truth = made.find(({ refundNo }) => reference === `${refundNo}-back`);
    const row = [...refunds.values()].find(({ refund }) => refund.partnerRefundNo === truth?.partnerRefundNo);
    if (order === undefined || row === undefined) continue;
    const evidence = { text: 'DANA said so on the telephone', reference, fileHash: null };
    const attest = () =>
      gateway.call(0, (useCases) =>
        useCases.attestFact(
          {
            orderId: order.id,
            fact: 'ADJUSTMENT_ASSIGNED',
            amount: null,
            refundId: row.refund.id,
            evidence,
          },
          personOf(1),
        ),
      );
    const told = dice.hits(0.3) ? (await Promise.all([attest(), attest()]))[0] : await attest();
    if (told?.kind !== 'answered' || told.value.kind !== 'AttestFactSuccess') continue;
    const { id: approvalId } = told.value.approval;
    approvals.decides(personOf(2), approvalId);
    await gateway.call(0, (useCases) =>
      useCases.decideApproval({ approvalId, decision: 'APPROVE', reason: 'I called them too' }, personOf(2)),
    );
  }
}
