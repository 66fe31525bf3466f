import { useRef, useState } from 'preact/hooks';
import { type ConsoleFactFragment, EarlierFactsDocument } from '../../core/generated/graphql.ts';
import { useConsole, useRequest } from '../console-context.ts';
import type { ShownOrder } from './shown-order.ts';

type PageInfo = ShownOrder['evidence']['facts']['pageInfo'];

/** The facts of an order that were read: the newest, which follow its changes, and the pages before that somebody asked for. */
export function useFacts({ id, evidence: { facts: newest } }: ShownOrder) {
  const { client, language } = useConsole();
  const request = useRequest();
  // New facts move the newest page on, so what it showed before is kept too.
  const known = useRef(new Map<number, ConsoleFactFragment>());
  const [earliest, setEarliest] = useState<PageInfo | null>(null);
  const first = useRef(newest.pageInfo);
  const { hasPreviousPage, startCursor } = earliest ?? first.current;
  const keep = (facts: readonly ConsoleFactFragment[]) => {
    for (const fact of facts) known.current.set(fact.event.version, fact);
  };
  keep(newest.nodes);
  const facts = [...known.current.values()].sort((a, b) => a.event.version - b.event.version);

  function readEarlier(): void {
    void request.run(async () => {
      const { order } = await client.request(EarlierFactsDocument, {
        id,
        before: startCursor ?? null,
        language,
      });
      const page = order?.evidence.facts;
      keep(page?.nodes ?? []);
      setEarliest(page?.pageInfo ?? { hasPreviousPage: false, startCursor: null });
      return '';
    });
  }

  return { facts, hasEarlier: hasPreviousPage, readEarlier, request };
}
