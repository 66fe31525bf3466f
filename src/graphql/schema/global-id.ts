/** The types that `node(id)` can give. */
export type NodeTypename = 'Order' | 'Refund';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The public id of an order or a refund: opaque to clients, safe in a URL, unique over all types. */
export function globalId(typename: string, id: string): string {
  return Buffer.from(`${typename}:${id}`, 'utf8').toString('base64url');
}

/**
 * What a public id names, or null where it names nothing of ours. A malformed id is an ordinary answer: it reads
 * exactly as an unknown one. One node has one spelling, so that ids may be compared as text.
 */
export function parseGlobalId(text: string): { typename: NodeTypename; id: string } | null {
  const [typename, id] = Buffer.from(text, 'base64url').toString('utf8').split(':', 2);
  if (typename !== 'Order' && typename !== 'Refund') return null;
  if (id === undefined || !uuid.test(id) || globalId(typename, id) !== text) return null;
  return { typename, id };
}

/** The order's own id behind a public id; null where the public id is malformed or names something else. */
export function parseOrderId(text: string): string | null {
  const node = parseGlobalId(text);
  return node?.typename === 'Order' ? node.id : null;
}
