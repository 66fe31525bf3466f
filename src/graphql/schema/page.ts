import { MalformedCursor, type Page, type PageRequest } from '../../use-cases/ports/pages.ts';
import { badUserInput } from '../input-errors/bad-user-input.ts';

/** The default and the maximum number of items of a page. */
export const pageSizeDefault = 20;
/** The largest page that a client may request. */
export const pageSizeMax = 100;
const cursorCharactersMax = 512;

/** The arguments of every connection, as GraphQL passes them. */
interface ConnectionArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
}

/**
 * Loads the requested page as a Relay connection. Throws BAD_USER_INPUT with the path of the argument if the
 * size is out of bounds, if both directions are given, or if the list never returned the cursor.
 */
export async function loadConnection<Item>(
  args: ConnectionArgs,
  load: (page: PageRequest) => Promise<Page<Item>>,
) {
  return connectionOf(await loadPage(args, load));
}

/** Loads the requested page; throws as {@link loadConnection} does. */
export async function loadPage<Loaded extends Page<unknown>>(
  args: ConnectionArgs,
  load: (page: PageRequest) => Promise<Loaded>,
): Promise<Loaded> {
  return load(pageRequest(args)).catch((error: unknown) => {
    if (!(error instanceof MalformedCursor)) throw error;
    throw badUserInput('This cursor does not belong to this list.', {
      path: [args.after ? 'after' : 'before'],
    });
  });
}

/** An edge of a connection. Its cursor is read when somebody selects it. */
class Edge<Item> {
  readonly node: Item;
  readonly #entry: Page<Item>['items'][number];
  constructor(entry: Page<Item>['items'][number]) {
    this.node = entry.item;
    this.#entry = entry;
  }
  get cursor(): string {
    return this.#entry.cursor;
  }
}

/** The page as a Relay connection. */
export function connectionOf<Item>(page: Page<Item>) {
  return {
    edges: page.items.map((entry) => new Edge(entry)),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: page.hasPreviousPage,
      startCursor: page.items.at(0)?.cursor ?? null,
      endCursor: page.items.at(-1)?.cursor ?? null,
    },
  };
}

/**
 * Converts the arguments to a page request: `first` and `after` go forward, `last` and `before` backward,
 * never both. Null means omitted. Throws BAD_USER_INPUT with the path of the argument.
 */
function pageRequest(args: ConnectionArgs): PageRequest {
  const first = args.first ?? undefined;
  const last = args.last ?? undefined;
  const after = cursorOf('after', args.after);
  const before = cursorOf('before', args.before);
  if (last === undefined && before === undefined) {
    const size = pageSize('first', first ?? pageSizeDefault);
    return after === undefined ? { first: size } : { first: size, after };
  }
  if (first !== undefined) throw badUserInput('Either first or last, not both.', { path: ['last'] });
  if (after !== undefined) throw badUserInput('after goes with first, not with last.', { path: ['after'] });
  if (last === undefined) throw badUserInput('before goes with last.', { path: ['before'] });
  const size = pageSize('last', last);
  return before === undefined ? { last: size } : { last: size, before };
}

function pageSize(name: 'first' | 'last', size: number): number {
  if (size >= 1 && size <= pageSizeMax) return size;
  throw badUserInput(`A page has 1 to ${pageSizeMax} items.`, { path: [name] });
}

function cursorOf(name: 'after' | 'before', cursor: string | null | undefined): string | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  if (cursor !== '' && cursor.length <= cursorCharactersMax) return cursor;
  throw badUserInput('This cursor does not belong to this list.', { path: [name] });
}
