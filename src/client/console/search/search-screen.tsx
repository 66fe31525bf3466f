import { useEffect, useRef, useState } from 'preact/hooks';
import { SearchDocument, type SearchMatch, type SearchQuery } from '../../core/generated/graphql.ts';
import { useConsole, useRequest } from '../console-context.ts';
import { dayBounds, dayMs, endOfDay, startOfDay } from '../jakarta-day.ts';
import { moods } from '../order/verdict.tsx';
import { OrderLink } from '../order-link.tsx';
import { orderAddress } from '../route.ts';
import { day, money, time } from '../show.ts';
import { WideTable } from '../wide-table.tsx';
import type { Language } from '../wording/wording.ts';

/** What the gateway returns at most for one search. */
const hitsMax = 20;
/** How far back the gateway looks if nobody names a day. */
const windowDays = 31;
/** Digits of a payment number that are shown, enough to compare. */
const digitsShown = 6;

/** What was searched, and found. */
export interface Found {
  readonly text: string;
  readonly hits: SearchQuery['search'];
  /** The window that the person chose, as instants; null for the default. */
  readonly window: { readonly createdFrom: string | null; readonly createdTo: string | null };
  readonly language: Language;
}

/** Whether the only hit was found by something that many orders share. */
export function isLoose({ hits }: Found): boolean {
  const [only] = hits;
  if (hits.length !== 1 || only === undefined) return false;
  const isShared = (match: SearchMatch) =>
    match === 'AMOUNT' || match === 'PHONE' || match === 'PAYMENT_NUMBER';
  return only.matchedBy.length === 1 && only.matchedBy.every(isShared);
}

interface SearchScreenProps {
  /** What was found last: it is there again when somebody comes back from an order. */
  readonly found: Found | null;
  readonly onFound: (found: Found | null) => void;
}

/** One field for everything that a customer knows; a single order that is found opens at once. */
export function SearchScreen({ found, onFound }: SearchScreenProps) {
  const { client, language, wording } = useConsole();
  const request = useRequest();
  const spoken = useRef(language);
  spoken.current = language;
  // What was said is about another text than the one that is being typed.
  const [isTyping, setTyping] = useState(false);

  function search(event: SubmitEvent): void {
    event.preventDefault();
    setTyping(false);
    const form = new FormData(event.currentTarget as HTMLFormElement);
    const text = `${form.get('text')}`;
    const window = {
      createdFrom: startOfDay(form.get('from'))?.toISOString() ?? null,
      createdTo: endOfDay(form.get('to'))?.toISOString() ?? null,
    };
    void request.run(async () => {
      const hits = await read(text, window);
      const [only] = hits;
      if (hits.length === 1 && only !== undefined) location.hash = orderAddress(only.order.id);
      return summaryOf(text, hits, window);
    });
  }

  async function read(text: string, window: Found['window']): Promise<Found['hits']> {
    for (;;) {
      const asked = spoken.current;
      const hits = (await client.request(SearchDocument, { text, ...window, language: asked })).search;
      // Somebody chose the other language meanwhile.
      if (asked !== spoken.current) continue;
      onFound({ text, hits, window, language: asked });
      return hits;
    }
  }

  function summaryOf(text: string, hits: Found['hits'], { createdFrom, createdTo }: Found['window']): string {
    const toMs = createdTo === null ? Date.now() : Date.parse(createdTo) - 1;
    const fromMs = createdFrom === null ? toMs - windowDays * dayMs : Date.parse(createdFrom);
    if (hits.length === 0) return wording.nothingFound(text, day(fromMs, language), day(toMs, language));
    const isOutside = hits.some(({ order }) => {
      const createdMs = Date.parse(order.createdAt);
      return createdMs < fromMs || (createdTo !== null && createdMs > toMs);
    });
    const count = hits.length < hitsMax ? wording.hits(hits.length) : wording.manyHits;
    return isOutside && (createdFrom !== null || createdTo !== null) ? `${count} ${wording.otherDay}` : count;
  }

  // Another language: what was found is read again in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the language reads again
  useEffect(() => {
    if (found !== null && found.language !== language)
      void request.run(async () => summaryOf(found.text, await read(found.text, found.window), found.window));
  }, [language]);

  return (
    <>
      <form class="search" onSubmit={search}>
        <div class="grows">
          <label for="text">{wording.searchLabel}</label>
          <input
            id="text"
            name="text"
            type="search"
            maxLength={200}
            required
            data-first
            aria-describedby="search-hint"
            defaultValue={found?.text ?? ''}
            onFocus={({ currentTarget }) => currentTarget.select()}
            onInput={() => {
              setTyping(true);
              onFound(null);
            }}
          />
        </div>
        <div>
          <label for="from">{wording.createdSince}</label>
          <input id="from" name="from" type="date" {...dayBounds} />
        </div>
        <div>
          <label for="to">{wording.createdUntil}</label>
          <input id="to" name="to" type="date" {...dayBounds} />
        </div>
        <button type="submit" class="primary" disabled={request.isBusy}>
          {wording.search}
        </button>
      </form>
      <p id="search-hint" class="soft">
        {wording.searchHint}
      </p>
      <p role="status">{isTyping ? '' : request.said}</p>
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
                  <br />
                  <span class="soft">
                    {order.payOptionName}
                    {order.paymentNumber && (
                      <span class="number"> …{order.paymentNumber.slice(-digitsShown)}</span>
                    )}
                  </span>
                </th>
                <td data-label={wording.amount}>{money(order.amount.value)}</td>
                <td data-label={wording.createdAt}>{time(order.createdAt, language)}</td>
                <td data-label={wording.status}>
                  <span class="mood" data-mood={moods[order.verdict.code]}>
                    {wording.statusWords[order.status]}
                  </span>
                  {order.paidAt && <span class="soft"> {time(order.paidAt, language)}</span>}
                </td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
    </>
  );
}
