import { useEffect, useState } from 'preact/hooks';
import { PaymentLinkDocument, type PaymentLinkQuery } from '../../core/generated/graphql.ts';
import { useConsole, useRequest } from '../console-context.ts';
import { OrderLink } from '../order-link.tsx';
import { linkAddress } from '../route.ts';
import { MadeLink } from './made-link.tsx';

/** A payment link that was made before, to send again or to end. */
export function EarlierLink({ id }: { id: string }) {
  const { client, wording } = useConsole();
  const [found, setFound] = useState<PaymentLinkQuery['checkout']>(null);
  const request = useRequest();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another id is another screen
  useEffect(() => {
    void request.run(async () => {
      const { checkout } = await client.request(PaymentLinkDocument, { id });
      setFound(checkout);
      return checkout ? '' : wording.noLink;
    });
  }, [client, id]);

  return (
    <section>
      <h2>{wording.link}</h2>
      <p>
        <a href="#link">{wording.anotherLink}</a>
      </p>
      <p role="status">{request.said}</p>
      {found?.endedAt && <p>{wording.linkEnded}</p>}
      {found && <MadeLink checkout={found} />}
      {found?.order && (
        <p>
          {wording.order}{' '}
          <OrderLink order={{ ...found.order, partnerReferenceNo: found.partnerReferenceNo }} />:{' '}
          {wording.statusWords[found.order.status]}
        </p>
      )}
      <FindLink />
    </section>
  );
}

/** Finds an earlier link by the id of its checkout. */
export function FindLink() {
  const { wording } = useConsole();

  function open(event: SubmitEvent): void {
    event.preventDefault();
    const id = new FormData(event.currentTarget as HTMLFormElement).get('checkout');
    if (typeof id === 'string' && id.trim() !== '') location.hash = linkAddress(id.trim());
  }

  return (
    <form class="card" onSubmit={open}>
      <label for="checkout">{wording.findLink}</label>
      <input id="checkout" name="checkout" maxLength={64} required autocomplete="off" />
      <p class="acts">
        <button type="submit">{wording.search}</button>
      </p>
    </form>
  );
}
