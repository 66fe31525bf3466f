import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { useConsole, useRequest } from '../console-context.ts';
import { ago } from '../show.ts';
import { WideTable } from '../wide-table.tsx';

/** One page of a list, as the gateway sorts and cuts it. */
export interface WorkPage<Item> {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** One column: its head, and its cell of each row. The first column names the row. */
export interface Column<Item> {
  readonly name: string;
  readonly cell: (item: Item) => ComponentChildren;
}

interface WorkTableProps<Item> {
  readonly title: string;
  readonly empty: string;
  readonly columns: readonly Column<Item>[];
  /** Reads the page after this cursor. Another function reads another list: it is read at once. */
  readonly read: (after: string | null) => Promise<WorkPage<Item>>;
  /** Changes when something was done about an item, so that the list is read again. */
  readonly doneCount?: number;
  /** What stands between the title and the table. */
  readonly children?: ComponentChildren;
}

/** How often the age of a list is written anew, in milliseconds. */
const agingMs = 5_000;

/** A list of work: a page at a time, read again when its window is looked at, and it says how old it is. */
export function WorkTable<Item extends { readonly id: string }>(props: WorkTableProps<Item>) {
  const { title, empty, columns, read, doneCount = 0, children } = props;
  const { language, wording } = useConsole();
  const [page, setPage] = useState<WorkPage<Item> | null>(null);
  const [readAtMs, setReadAtMs] = useState(0);
  const [nowMs, setNowMs] = useState(0);
  // The cursors that lead to this page: Newer goes back along them.
  const [path, setPath] = useState<readonly string[]>([]);
  const request = useRequest();
  /** The reading that follows the one under way, because the list is another one by now, or may be. */
  const following = useRef<(() => Promise<void>) | null>(null);

  const reread = useCallback(async () => {
    const found = await read(path.at(-1) ?? null);
    if (following.current !== null) return;
    setPage(found);
    setReadAtMs(Date.now());
    setNowMs(Date.now());
  }, [read, path]);

  /** One reading at a time; the work of a request that is under way goes on with what was asked for meanwhile. */
  async function readFollowing(): Promise<string> {
    while (following.current !== null) {
      const next = following.current;
      following.current = null;
      await next().catch((error: unknown) => {
        // What failed may be the list that nobody wants any more.
        if (following.current === null) throw error;
      });
    }
    return '';
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was done changes the list
  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'visible') return;
      following.current = reread;
      void request.run(readFollowing);
    };
    look();
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      removeEventListener('focus', look);
    };
  }, [reread, doneCount]);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), agingMs);
    return () => clearInterval(timer);
  }, []);

  const next = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  return (
    <section>
      <h2>{title}</h2>
      {children}
      <p class="acts">
        <button
          type="button"
          disabled={request.isBusy}
          onClick={() => {
            following.current = reread;
            void request.run(readFollowing);
          }}
        >
          {wording.refresh}
        </button>
        {page !== null && <span class="soft">{wording.asOf(ago(readAtMs, nowMs, language))}</span>}
      </p>
      <p role="status">{request.said}</p>
      {page !== null && page.nodes.length === 0 && <p>{empty}</p>}
      {page !== null && page.nodes.length > 0 && (
        <WideTable label={title}>
          <thead>
            <tr>
              {columns.map(({ name }) => (
                <th scope="col" key={name}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.nodes.map((item) => (
              <tr key={item.id}>
                {columns.map(({ name, cell }, index) =>
                  index === 0 ? (
                    <th scope="row" key={name}>
                      {cell(item)}
                    </th>
                  ) : (
                    <td key={name} data-label={name}>
                      {cell(item)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      {(path.length > 0 || next) && (
        <p class="acts">
          <button
            type="button"
            disabled={path.length === 0 || request.isBusy}
            onClick={() => setPath(path.slice(0, -1))}
          >
            {wording.newer}
          </button>
          <button
            type="button"
            disabled={!next || request.isBusy}
            onClick={() => next && setPath([...path, next])}
          >
            {wording.older}
          </button>
        </p>
      )}
    </section>
  );
}
