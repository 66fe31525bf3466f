import { approvalIdShape } from '../../domain/approval.ts';
import { eventIdShape } from '../../domain/merchant-event.ts';
import { incidentIdShape } from '../../use-cases/ports/incidents.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The types whose public ids carry their typename, each with the shape of its own ids. */
const shapes = { Order: uuid, Refund: uuid, Checkout: uuid } as const;

/** The types whose own ids are public as they are: each shape is of one type only. */
const publicShapes = { Event: eventIdShape, Incident: incidentIdShape, Approval: approvalIdShape } as const;

/** The types that `node(id)` can return. */
export type NodeTypename = keyof typeof shapes | keyof typeof publicShapes;

/**
 * Returns the public id of a node: opaque to clients, safe in a URL, unique across all types. An event's is the
 * `webhook-id` of its deliveries, unchanged, so that a receiver recognises the event here and there; an incident's is
 * the id in log lines.
 */
export function globalId(typename: string, id: string): string {
  return Object.hasOwn(publicShapes, typename)
    ? id
    : Buffer.from(`${typename}:${id}`, 'utf8').toString('base64url');
}

/**
 * Parses a public id; null if it names no node. A malformed id is no error: it gets the same answer as an unknown one.
 * Each node has exactly one spelling, so that ids can be compared as text.
 */
export function parseGlobalId(text: string): { typename: NodeTypename; id: string } | null {
  for (const typename of Object.keys(publicShapes) as (keyof typeof publicShapes)[])
    if (publicShapes[typename].test(text)) return { typename, id: text };
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
