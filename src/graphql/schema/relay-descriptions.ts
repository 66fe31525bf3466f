import { globalId } from './global-id.ts';

const cursor = 'Opaque: hand it back as it was received.';

/** How the Relay plugin names and describes what it adds: nodes, connections, edges and their arguments. */
export const relayWords = {
  // node(id) is our own (node.ts): a malformed id is null there, where the plugin would raise an error.
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  encodeGlobalID: (typename: string, id: string | number | bigint) => globalId(typename, String(id)),
  cursorType: 'String',
  nodeTypeOptions: { description: 'Something that has an id of its own and can be read again by it.' },
  idFieldOptions: { description: 'Opaque, unique over all types, never reused.' },
  pageInfoTypeOptions: { description: 'Where this page stands among its neighbours.' },
  hasNextPageFieldOptions: { description: 'More follows after this page.' },
  hasPreviousPageFieldOptions: { description: 'Something comes before this page.' },
  startCursorFieldOptions: { description: 'The cursor of the first edge; null on an empty page.' },
  endCursorFieldOptions: { description: 'The cursor of the last edge; null on an empty page.' },
  pageInfoFieldOptions: { description: 'Where this page stands among its neighbours.' },
  edgesFieldOptions: { description: 'The items of this page, each with its cursor.', nullable: false },
  nodesOnConnection: { description: 'The items of this page without their cursors.' },
  nodeFieldOptions: { description: 'The item itself.', nullable: false },
  cursorFieldOptions: { description: `Where this item stands. ${cursor}` },
  firstArgOptions: { description: 'How many items from the front, 1 to 100. Default 20.' },
  afterArgOptions: { description: `Only items after this cursor; goes with \`first\`. ${cursor}` },
  lastArgOptions: { description: 'How many items from the back, 1 to 100; instead of `first`.' },
  beforeArgOptions: { description: `Only items before this cursor; goes with \`last\`. ${cursor}` },
} as const;
