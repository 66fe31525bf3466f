import { SearchDocument, type SearchQuery } from '../../core/generated/graphql.ts';
import { useConsole, useRequest } from '../console-context.ts';
import { OrderLink } from '../order-link.tsx';
import { orderAddress } from '../route.ts';
import { money, time } from '../show.ts';
import { WideTable } from '../wide-table.tsx';

/** What the gateway returns at most for one search. */
const hitsMax = 20;

/** What was searched, and found. */
export interface Found {
  readonly text: string;
  readonly hits: SearchQuery['search'];
}

interface SearchScreenProps {
  /** What was found last: it is there again when somebody comes back from an order. */
  readonly found: Found | null;
  readonly onFound: (found: Found) => void;
}

/** One field for everything that a customer knows; a single order that is found opens at once. */
export function SearchScreen({ found, onFound }: SearchScreenProps) {
  const { client, language, wording } = useConsole();
  const request = useRequest();

  function search(event: SubmitEvent): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = `${form.get('text')}`;
    const window = {
      createdFrom: startOf(form.get('from')),
      createdTo: endOf(form.get('to')),
    };
    void request.run(async () => {
      const hits = (await client.request(SearchDocument, { text, ...window, language })).search;
      onFound({ text, hits });
      const [only] = hits;
      if (hits.length === 1 && only !== undefined) location.hash = orderAddress(only.order.id);
      if (hits.length === 0) return wording.nothingFound;
      return hits.length < hitsMax ? wording.hits(hits.length) : wording.manyHits;
    });
  }

  return (
    <>
      <form class="search" onSubmit={search}>
        <div class="grows">
          <label for="text">{wording.searchLabel}</label>
          <input
            id="text"
            name="text"
            type="search"
            maxLength={64}
            required
            data-first
            aria-describedby="search-hint"
            defaultValue={found?.text ?? ''}
          />
        </div>
        <div>
          <label for="from">{wording.createdSince}</label>
          <input id="from" name="from" type="date" />
        </div>
        <div>
          <label for="to">{wording.createdUntil}</label>
          <input id="to" name="to" type="date" />
        </div>
        <button type="submit" class="primary" disabled={request.isBusy}>
          {wording.search}
        </button>
      </form>
      <p id="search-hint" class="soft">
        {wording.searchHint}
      </p>
      <p role="status">{request.said}</p>
      {found !== null && found.hits.length > 0 && (
        <WideTable label={wording.search}>
          <thead>
            <tr>
              <th scope="col">{wording.order}</th>
              <th scope="col">{wording.amount}</th>
              <th scope="col">{wording.createdAt}</th>
              <th scope="col">{wording.status}</th>
            </tr>
          </thead>
          <tbody>
            {found.hits.map(({ order }) => (
              <tr key={order.id}>
                <th scope="row">
                  <OrderLink order={order} /> <span class="soft">{order.title}</span>
                </th>
                <td data-label={wording.amount}>{money(order.amount.value)}</td>
                <td data-label={wording.createdAt}>{time(order.createdAt, language)}</td>
                <td data-label={wording.status}>{order.verdict.sentence}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </>
  );
}

const dayMs = 24 * 60 * 60_000;

/** The start of a day in Jakarta, as the date field writes days. */
function startOf(day: FormDataEntryValue | null): string | null {
  return typeof day === 'string' && day !== '' ? new Date(`${day}T00:00:00+07:00`).toISOString() : null;
}

/** The end of that day. */
function endOf(day: FormDataEntryValue | null): string | null {
  const start = startOf(day);
  return start === null ? null : new Date(Date.parse(start) + dayMs).toISOString();
}
