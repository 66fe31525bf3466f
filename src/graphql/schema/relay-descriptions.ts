import { globalId } from './global-id.ts';

const cursor = 'Cursors are opaque: pass them back unchanged.';

/**
 * The names and descriptions of what the Relay plugin adds: nodes, connections, edges and their arguments.
 */
export const relayDescriptions = {
  // node(id) is our own (node.ts): a malformed id is null there, where the plugin would raise an error.
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  encodeGlobalID: (typename: string, id: string | number | bigint) => globalId(typename, String(id)),
  cursorType: 'String',
  nodeTypeOptions: { description: 'An object with an id of its own, by which it can be read again.' },
  idFieldOptions: { description: 'The id is opaque, unique across all types and never reused.' },
  pageInfoTypeOptions: { description: 'The position of this page in the whole list.' },
  hasNextPageFieldOptions: { description: 'True if more items follow this page.' },
  hasPreviousPageFieldOptions: { description: 'True if there are items before this page.' },
  startCursorFieldOptions: { description: 'The cursor of the first edge. Null on an empty page.' },
  endCursorFieldOptions: { description: 'The cursor of the last edge. Null on an empty page.' },
  pageInfoFieldOptions: { description: 'The position of this page in the whole list.' },
  edgesFieldOptions: { description: 'The items of this page, each with its cursor.', nullable: false },
  nodesOnConnection: { description: 'The items of this page without their cursors.' },
  nodeFieldOptions: { description: 'The item itself.', nullable: false },
  cursorFieldOptions: { description: `The position of this item in the list. ${cursor}` },
  firstArgOptions: {
    description: 'The number of items from the start of the list, 1 to 100. The default is 20.',
  },
  afterArgOptions: {
    description: `Returns only items after this cursor. It can be combined with \`first\`, not with \`last\`. ${cursor}`,
  },
  lastArgOptions: {
    description: 'The number of items from the end of the list, 1 to 100. It replaces `first`.',
  },
  beforeArgOptions: { description: `Returns only items before this cursor. It requires \`last\`. ${cursor}` },
} as const;
