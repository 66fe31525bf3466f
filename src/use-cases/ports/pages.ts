/** A page by keyset. `first`/`after` forward, `last`/`before` backward; cursors are opaque to the use cases. */
export interface PageRequest {
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
}

/** One page of a list, with its cursors. */
export interface Page<Item> {
  readonly items: readonly { readonly cursor: string; readonly item: Item }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Thrown by every `page…` method for a cursor that this list never issued. */
export class MalformedCursor extends Error {
  override readonly name = 'MalformedCursor';
}
