import type { OrderStatus } from '../../domain/order.ts';

/** Lists, page by page. */

/** A page by keyset. `first`/`after` forward, `last`/`before` backward; cursors are opaque to the use cases. */
export interface PageRequest {
  readonly first?: number;
  readonly after?: string;
  readonly last?: number;
  readonly before?: string;
}

export interface Page<Item> {
  readonly items: readonly { readonly cursor: string; readonly item: Item }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface OrderFilter {
  readonly status?: readonly OrderStatus[];
  readonly payMethod?: readonly string[];
  readonly partnerReferenceNoPrefix?: string;
  readonly createdFrom?: Date;
  readonly createdTo?: Date;
  readonly updatedAfter?: Date;
}

/** Thrown by every `page…` method for a cursor that is none of its list: the caller has made it up. */
export class MalformedCursor extends Error {
  override readonly name = 'MalformedCursor';
}
