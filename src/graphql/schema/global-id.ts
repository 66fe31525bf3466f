import { eventIdShape } from '../../domain/merchant-event.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The types that `node(id)` can return, except Event, each with the shape of its own ids. */
const shapes = {
  Order: uuid,
  Refund: uuid,
  Checkout: uuid,
  Incident: /^[1-9]\d{0,17}$/,
} as const;

/** The types that `node(id)` can return. */
export type NodeTypename = keyof typeof shapes | 'Event';

/**
 * Returns the public id of a node: opaque to clients, safe in a URL, unique across all types. An event's is the
 * `webhook-id` of its deliveries, unchanged, so that a receiver recognises the event here and there.
 */
export function globalId(typename: string, id: string): string {
  return typename === 'Event' ? id : Buffer.from(`${typename}:${id}`, 'utf8').toString('base64url');
}

/**
 * Parses a public id; null if it names no node. A malformed id is no error: it gets the same answer as an unknown one.
 * Each node has exactly one spelling, so that ids can be compared as text.
 */
export function parseGlobalId(text: string): { typename: NodeTypename; id: string } | null {
  if (eventIdShape.test(text)) return { typename: 'Event', id: text };
  const [typename = '', id] = Buffer.from(text, 'base64url').toString('utf8').split(':', 2);
  if (!isTypename(typename) || id === undefined) return null;
  if (!shapes[typename].test(id) || globalId(typename, id) !== text) return null;
  return { typename, id };
}

/** Returns the order's own id for a public id; null if the public id is malformed or names something else. */
export function parseOrderId(text: string): string | null {
  return parseIdOf('Order', text);
}

/** Returns the own id of a node of this type for its public id; null if the public id names something else. */
export function parseIdOf(typename: NodeTypename, text: string): string | null {
  const node = parseGlobalId(text);
  return node?.typename === typename ? node.id : null;
}

function isTypename(text: string): text is keyof typeof shapes {
  return Object.hasOwn(shapes, text);
}
