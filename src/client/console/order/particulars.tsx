import { groupDigits } from '../../elements/format.ts';
import { useConsole } from '../console-context.ts';
import { money, time } from '../show.ts';
import { actorName } from '../wording/fact-words.ts';
import { orderWording } from '../wording/order-words.ts';
import { type ProofRow, ProofRows } from './proof-rows.tsx';
import type { ShownOrder, ShownSettlement } from './shown-order.ts';

interface ParticularsProps {
  readonly order: ShownOrder;
  /** Null if it may not be read, or was not read yet. */
  readonly settlement: ShownSettlement | null;
}

/** Whether a payer may read that it can be paid until then, or that this time has passed. */
const isPayable = ({ status, paidAt }: ShownOrder) =>
  !paidAt && status !== 'CANCELLED' && status !== 'FAILED';

/** What somebody compares with a customer's screenshot: amounts, times, method and numbers. */
export function Particulars({ order, settlement }: ParticularsProps) {
  const { language, wording } = useConsole();
  const amount = (value: string) => (Number(value) === 0 ? null : money(value));
  const instant = (value: string | null | undefined) => (value ? time(value, language) : null);
  const purses = order.paidWith.map(({ name, amount: part }) =>
    part ? `${name} ${money(part.value)}` : name,
  );
  const rows: readonly ProofRow[] = [
    [wording.amount, money(order.amount.value)],
    [
      wording.status,
      [wording.statusWords[order.status], order.isFrozen && wording.frozen].filter(Boolean).join('. '),
    ],
    [wording.method, order.payOptionName],
    [wording.paidWith, purses.join(', ')],
    [wording.paymentNumber, order.paymentNumber && <b class="number">{groupDigits(order.paymentNumber)}</b>],
    [wording.createdAt, instant(order.createdAt)],
    [wording.expiresAt, isPayable(order) ? instant(order.expiresAt) : null],
    [wording.paidAt, instant(order.paidAt)],
    [wording.refunded, amount(order.refundedAmount.value)],
    [wording.voided, amount(order.voidedAmount.value)],
    [wording.chargedBack, amount(order.chargedBackAmount.value)],
    [orderWording[language].won, amount(order.chargebackWonAmount.value)],
    [orderWording[language].transferred, amount(order.transferredAmount.value)],
    [wording.reserved, amount(order.reservedAmount.value)],
    [wording.refundable, amount(order.refundableAmount.value)],
    [wording.settlement, settlement && order.paidAt ? settlementText(settlement) : null],
    [wording.danaNumber, order.referenceNo && <span class="number">{order.referenceNo}</span>],
  ];

  function settlementText({ status, settledOn, net, fees }: ShownSettlement): string {
    if (status === 'DIFFERS') return wording.differs;
    if (status === 'UNSETTLED' || !settledOn) return wording.unsettled;
    return wording.settled(time(settledOn, language), money(net.value), money(fees.value));
  }

  return (
    <section>
      <h3>{wording.facts}</h3>
      <ProofRows rows={rows} />
      {order.evidence.settlementLines.map((line) => (
        <details class="settled" key={`${line.fileHash}:${line.lineNo}`}>
          <summary>
            {wording.proof}: {wording.settlement} {money(line.net.value)}
          </summary>
          <ProofRows
            rows={[
              [wording.file, line.fileName],
              [wording.lines, line.lineNo],
              [wording.bodyHash, line.fileHash],
              [wording.time, time(line.settledOn, language)],
              [wording.importedAt, time(line.importedAt, language)],
            ]}
          />
        </details>
      ))}
      {order.refunds.nodes.length > 0 && (
        <>
          <h3>{wording.refunds}</h3>
          {order.refunds.pageInfo.hasPreviousPage && (
            <p class="soft">{orderWording[language].newestRefunds(order.refunds.nodes.length)}</p>
          )}
          <ul class="refunds">
            {order.refunds.nodes.map((refund) => (
              <li key={refund.id}>
                <strong>{money(refund.amount.value)}</strong> {wording.operationWords[refund.status]}
                <br />
                <span class="soft">
                  {time(refund.createdAt, language)}, {actorName(refund.actor, language)}
                  {refund.reason ? `: ${refund.reason}` : ''}
                  <br />
                  {wording.number} <span class="number">{refund.partnerRefundNo}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
