import type { Page } from '../../../src/use-cases/ports/pages.ts';

/** A page of a list as a use case gives it; its cursors count from `cursor-0`. */
export function aPage<Item>(items: readonly Item[], more: Partial<Page<Item>> = {}): Page<Item> {
  return {
    items: items.map((item, index) => ({ cursor: `cursor-${index}`, item })),
    hasNextPage: false,
    hasPreviousPage: false,
    ...more,
  };
}
