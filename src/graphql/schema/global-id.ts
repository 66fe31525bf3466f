/** The types that `node(id)` can return. */
export type NodeTypename = 'Order' | 'Refund';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Returns the public id of an order or a refund: opaque to clients, safe in a URL, unique across all types.
 */
export function globalId(typename: string, id: string): string {
  return Buffer.from(`${typename}:${id}`, 'utf8').toString('base64url');
}

/**
 * Parses a public id; null if it names no order or refund. A malformed id is no error: it gets the same
 * answer as an unknown one. Each node has exactly one spelling, so that ids can be compared as text.
 */
export function parseGlobalId(text: string): { typename: NodeTypename; id: string } | null {
  const [typename, id] = Buffer.from(text, 'base64url').toString('utf8').split(':', 2);
  if (typename !== 'Order' && typename !== 'Refund') return null;
  if (id === undefined || !uuid.test(id) || globalId(typename, id) !== text) return null;
  return { typename, id };
}

/** Returns the order's own id for a public id; null if the public id is malformed or names something else. */
export function parseOrderId(text: string): string | null {
  const node = parseGlobalId(text);
  return node?.typename === 'Order' ? node.id : null;
}
