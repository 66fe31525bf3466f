import { useState } from 'preact/hooks';
import { SearchDocument, type SearchQuery } from '../core/generated/graphql.ts';
import { useConsole, useRequest } from './console-context.ts';
import { OrderScreen } from './order-screen.tsx';
import { money, time } from './show.ts';
import { WideTable } from './wide-table.tsx';

/** One field for everything that a customer knows; an order that is found opens below it. */
export function SearchScreen() {
  const { client, language, wording } = useConsole();
  const [hits, setHits] = useState<SearchQuery['search'] | null>(null);
  const [openId, open] = useState<string | null>(null);
  const request = useRequest();

  function search(event: SubmitEvent): void {
    event.preventDefault();
    const text = new FormData(event.currentTarget as HTMLFormElement).get('text');
    if (typeof text !== 'string') return;
    void request.run(async () => {
      const found = (await client.request(SearchDocument, { text, language })).search;
      const [only] = found;
      setHits(found);
      open(found.length === 1 && only !== undefined ? only.order.id : null);
      return found.length === 0 ? wording.nothingFound : '';
    });
  }

  return (
    <>
      <form class="search" onSubmit={search}>
        <label for="text">{wording.searchLabel}</label>
        <input id="text" name="text" type="search" maxLength={64} required aria-describedby="search-hint" />
        <button type="submit" class="primary" disabled={request.isBusy}>
          {wording.search}
        </button>
        <p id="search-hint">{wording.searchHint}</p>
      </form>
      <p role="status">{request.said}</p>
      {openId !== null && <OrderScreen key={openId} id={openId} onBack={() => open(null)} />}
      {openId === null && hits !== null && hits.length > 0 && (
        <WideTable label={wording.search}>
          <thead>
            <tr>
              <th scope="col">{wording.order}</th>
              <th scope="col">{wording.amount}</th>
              <th scope="col">{wording.time}</th>
              <th scope="col">{wording.status}</th>
            </tr>
          </thead>
          <tbody>
            {hits.map(({ order }) => (
              <tr key={order.id}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => open(order.id)}>
                    {order.partnerReferenceNo}
                  </button>
                </th>
                <td>{money(order.amount.value)}</td>
                <td>{time(order.createdAt, language)}</td>
                <td>{order.verdict.sentence}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </>
  );
}
