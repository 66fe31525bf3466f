import { useState } from 'preact/hooks';
import { type AttestedFact, AttestFactDocument } from '../../core/generated/graphql.ts';
import { ActDialog, type ActOutcome } from '../act-dialog.tsx';
import { AmountField, amountIn } from '../amount-field.tsx';
import { useConsole } from '../console-context.ts';
import { money } from '../show.ts';
import { actWords } from '../wording/fact-words.ts';
import { orderWording } from '../wording/order-words.ts';
import { DocumentHash } from './document-hash.tsx';
import type { ShownOrder } from './shown-order.ts';

type ShownRefund = ShownOrder['refunds']['nodes'][number];

/** The length of what was seen in characters, as the gateway bounds it. */
const evidenceLengthMax = 1000;

/** The refunds that a settlement file may still say came back. */
const returnable = ({ refunds }: ShownOrder): readonly ShownRefund[] =>
  refunds.nodes.filter(
    ({ status, amount, returnedAmount }) =>
      status === 'SUCCEEDED' && Number(returnedAmount.value) < Number(amount.value),
  );

/** The most that a fact can be about, as the gateway writes amounts; null if its amount stands in a settlement line. */
function mostOf(fact: AttestedFact, order: ShownOrder): string | null {
  if (fact === 'ADJUSTMENT_ASSIGNED') return null;
  if (fact === 'REFUNDED_BY_TRANSFER') return order.refundableAmount.value;
  // What the bank took back and was not won yet.
  const lost = Number(order.chargedBackAmount.value) - Number(order.chargebackWonAmount.value);
  return lost.toFixed(2);
}

/** The facts that only people know, and that may have happened to this order. */
export function attestableFacts(order: ShownOrder): readonly AttestedFact[] {
  const facts = ['CHARGEBACK_WON', 'REFUNDED_BY_TRANSFER', 'ADJUSTMENT_ASSIGNED'] as const;
  return facts.filter((fact) => Number(mostOf(fact, order) ?? returnable(order).length) > 0);
}

interface AttestDialogProps {
  readonly order: ShownOrder;
  readonly onClose: (said: string) => void;
}

/** One person attests a fact that DANA does not report, with evidence; it counts when a second person agrees. */
export function AttestDialog({ order, onClose }: AttestDialogProps) {
  const { client, language, wording } = useConsole();
  const facts = attestableFacts(order);
  const [fact, setFact] = useState<AttestedFact>(facts[0] ?? 'REFUNDED_BY_TRANSFER');
  const [typed, setTyped] = useState('');
  const [refundId, setRefundId] = useState(returnable(order)[0]?.id ?? '');
  const [reference, setReference] = useState('');
  const [fileHash, setFileHash] = useState<string | null>(null);
  const most = mostOf(fact, order);
  const amount = most === null ? null : amountIn(typed, most);

  async function send(text: string): Promise<ActOutcome> {
    const input = {
      orderId: order.id,
      fact,
      ...(most === null ? { refundId } : { amount }),
      evidence: { text, reference: reference.trim(), fileHash },
    };
    const { attestFact } = await client.request(AttestFactDocument, { input, language });
    if ('message' in attestFact) return { isDone: false, said: attestFact.message };
    return { isDone: true, said: wording.attested };
  }

  return (
    <ActDialog
      title={wording.attest}
      question={{ label: wording.evidence, lengthMax: evidenceLengthMax }}
      will={
        <p>
          <strong>
            {most !== null && amount === null
              ? orderWording[language].noAmount
              : wording.attestWill[fact](amount === null ? '' : money(amount))}
          </strong>{' '}
          {wording.attestSecond}
        </p>
      }
      send={send}
      onClose={onClose}
    >
      <label for="fact">{wording.fact}</label>
      <select
        id="fact"
        value={fact}
        onChange={({ currentTarget: { value } }) => setFact(facts.find((one) => one === value) ?? fact)}
      >
        {facts.map((one) => (
          <option key={one} value={one}>
            {actWords[one][language]}
          </option>
        ))}
      </select>
      {most === null ? (
        <>
          <label for="refund">{wording.refund}</label>
          <select
            id="refund"
            value={refundId}
            onChange={({ currentTarget: { value } }) => setRefundId(value)}
          >
            {returnable(order).map(({ id, partnerRefundNo, amount: { value } }) => (
              <option key={id} value={id}>
                {money(value)}, {partnerRefundNo}
              </option>
            ))}
          </select>
        </>
      ) : (
        <AmountField text={typed} onText={setTyped} most={most} />
      )}
      <label for="reference">{most === null ? wording.transactionId : wording.reference}</label>
      <input
        id="reference"
        maxLength={64}
        required
        autocomplete="off"
        value={reference}
        onInput={({ currentTarget }) => setReference(currentTarget.value)}
      />
      <DocumentHash hash={fileHash} onHash={setFileHash} />
    </ActDialog>
  );
}
