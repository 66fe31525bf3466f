import { useEffect, useRef, useState } from 'preact/hooks';
import { renderSVG } from 'uqr';
import { EndCheckoutDocument, type PaymentLinkFieldsFragment } from '../../core/generated/graphql.ts';
import { ActDialog, type ActOutcome } from '../act-dialog.tsx';
import { useConsole, useCopy, useRequest } from '../console-context.ts';
import { useRight } from '../rights.ts';
import { linkAddress } from '../route.ts';
import { money, time } from '../show.ts';

/** The link of a checkout, to send, to print, or to end. */
export function MadeLink({ checkout }: { checkout: PaymentLinkFieldsFragment }) {
  const { client, language, wording } = useConsole();
  const mayEnd = useRight('giveBack');
  const card = useRef<HTMLElement>(null);
  const [isEnding, setEnding] = useState(false);
  const [said, say] = useState('');
  const request = useRequest();
  const copy = useCopy(request);
  const [isEnded, setEnded] = useState(Boolean(checkout.endedAt));
  const link = isEnded ? null : checkout.paymentLink;
  // The form is gone; what it made has the focus.
  useEffect(() => card.current?.focus(), []);

  async function end(reason: string): Promise<ActOutcome> {
    const input = { checkoutId: checkout.id, reason };
    const { endCheckout } = await client.request(EndCheckoutDocument, { input, language });
    if ('message' in endCheckout)
      return { isDone: endCheckout.__typename === 'CheckoutPaid', said: endCheckout.message };
    setEnded(true);
    return { isDone: true, said: wording.linkEnded };
  }

  return (
    <section class="card made-link" ref={card} tabIndex={-1} aria-label={wording.link}>
      <p>
        <strong>
          {checkout.title}, {money(checkout.amount.value)}
        </strong>
        <br />
        <span class="soft">
          {wording.expiresAt} {time(checkout.expiresAt, language)}, {wording.number}{' '}
          <span class="number">{checkout.partnerReferenceNo}</span>
          <br />
          ID{' '}
          <a class="number" href={linkAddress(checkout.id)}>
            {checkout.id}
          </a>
        </span>
      </p>
      {link ? (
        <>
          <img src={qrImage(link.url)} alt={wording.linkQr} width={240} height={240} />
          <p>
            <a class="number" href={link.url} target="_blank" rel="noreferrer">
              {link.url}
            </a>
          </p>
        </>
      ) : (
        !isEnded && <p>{wording.noCheckoutPage}</p>
      )}
      <p class="acts">
        {link && navigator.clipboard !== undefined && (
          <>
            <button type="button" class="primary" onClick={() => copy(link.indonesian, 'Indonesia')}>
              {wording.copyText}: Indonesia
            </button>
            <button type="button" class="primary" onClick={() => copy(link.english, 'English')}>
              {wording.copyText}: English
            </button>
          </>
        )}
        {link && (
          <button type="button" onClick={() => print()}>
            {wording.print}
          </button>
        )}
        {mayEnd && !isEnded && (
          <button type="button" onClick={() => setEnding(true)}>
            {wording.endLink}
          </button>
        )}
      </p>
      <p role="status">{request.said || said}</p>
      {isEnding && (
        <ActDialog
          title={wording.endLink}
          will={<p>{wording.endLinkWill}</p>}
          send={end}
          onClose={(outcome) => {
            setEnding(false);
            say(outcome);
          }}
        />
      )}
    </section>
  );
}

/** The code as a drawing, which prints sharply. Level M corrects what a printer smears; four modules are its edge. */
function qrImage(text: string): string {
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { ecc: 'M', border: 4 }))}`;
}
