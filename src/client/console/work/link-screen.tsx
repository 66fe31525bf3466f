import { useRef, useState } from 'preact/hooks';
import { CreatePaymentLinkDocument, type PaymentLinkFieldsFragment } from '../../core/generated/graphql.ts';
import { AmountField, amountIn } from '../amount-field.tsx';
import { useConsole, useRequest } from '../console-context.ts';
import { useRight } from '../rights.ts';
import { drawNumber, money } from '../show.ts';
import { EarlierLink, FindLink } from './earlier-link.tsx';
import { MadeLink } from './made-link.tsx';

/** The length of a checkout's number in characters, as the gateway bounds it. */
const numberLengthMax = 22;
const newNumber = () => drawNumber('link').slice(0, numberLengthMax);

const hourMs = 60 * 60_000;
/** How long a link can be paid, in milliseconds. */
const periods = { halfHour: hourMs / 2, day: 24 * hourMs, threeDays: 72 * hourMs, week: 7 * 24 * hourMs };
type Period = keyof typeof periods;
const periodNames = Object.keys(periods) as Period[];

/** A new link with which a customer pays, or the earlier one with this id. */
export function LinkScreen({ checkoutId }: { checkoutId: string | undefined }) {
  return checkoutId === undefined ? <NewLink /> : <EarlierLink id={checkoutId} />;
}

/** Makes a link: an address, a QR code to print, and a text to send. */
function NewLink() {
  const { client, language, wording } = useConsole();
  const isOffered = useRight('makeLinks');
  const [made, setMade] = useState<PaymentLinkFieldsFragment | null>(null);
  const [number, setNumber] = useState(newNumber);
  const [typed, setTyped] = useState('');
  const amount = amountIn(typed, null);
  const [period, setPeriod] = useState<Period>('halfHour');
  // The same form is the same request, also later: its end is fixed when it is first sent.
  const ends = useRef(new Map<string, string>());
  const request = useRequest('act');

  function endOf(): string {
    const key = `${number} ${period}`;
    const end = ends.current.get(key) ?? new Date(Date.now() + periods[period]).toISOString();
    ends.current.set(key, end);
    return end;
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    if (amount === null) return;
    const sold = { amount, title: `${form.get('title')}`.trim() };
    // The gateway's own period; DANA's sandbox accepts no longer one.
    const input = {
      partnerReferenceNo: number,
      ...sold,
      ...(period === 'halfHour' ? {} : { expiresAt: endOf() }),
    };
    void request.run(async () => {
      const { createCheckout } = await client.request(CreatePaymentLinkDocument, { input, language });
      if (createCheckout.__typename === 'InvalidInput')
        return createCheckout.issues.map(({ message }) => message).join(' ');
      if ('message' in createCheckout) return createCheckout.message;
      setMade(createCheckout.checkout);
      return '';
    });
  }

  function begin(): void {
    setMade(null);
    setTyped('');
    setNumber(newNumber());
  }

  if (!isOffered) return <p>{wording.forbidden}</p>;
  return (
    <section>
      <h2>{wording.link}</h2>
      {made !== null ? (
        <>
          <MadeLink checkout={made} />
          <p>
            <button type="button" onClick={begin}>
              {wording.anotherLink}
            </button>
          </p>
        </>
      ) : (
        <form class="card" onSubmit={submit}>
          <label for="title">{wording.linkTitle}</label>
          <input id="title" name="title" maxLength={64} required autocomplete="off" />
          <AmountField text={typed} onText={setTyped} most={null} />
          <label for="period">{wording.linkPeriod}</label>
          <select
            id="period"
            value={period}
            onChange={({ currentTarget: { value } }) =>
              setPeriod(periodNames.find((name) => name === value) ?? 'halfHour')
            }
          >
            {periodNames.map((name) => (
              <option key={name} value={name}>
                {wording.periodWords[name]}
              </option>
            ))}
          </select>
          <label for="number">{wording.linkNumber}</label>
          <input
            id="number"
            maxLength={numberLengthMax}
            pattern="[A-Za-z0-9_.\/\-]+"
            required
            autocomplete="off"
            value={number}
            onInput={({ currentTarget }) => setNumber(currentTarget.value)}
          />
          <div class="will">
            <p>
              {amount !== null && <strong>{money(amount)}. </strong>}
              {wording.linkWill}
            </p>
          </div>
          <p class="acts">
            <button type="submit" class="primary" disabled={request.isBusy}>
              {wording.makeLink}
            </button>
          </p>
          <p role="status">{request.said}</p>
        </form>
      )}
      <FindLink />
    </section>
  );
}
