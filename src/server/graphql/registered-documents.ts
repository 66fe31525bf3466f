import { createHash } from 'node:crypto';
import { type DocumentNode, GraphQLError, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { type Caller, hasScope } from '../../access/caller.ts';
import { accessError } from '../../graphql/schema/apply-permissions.ts';
import { withTypenames } from './with-typenames.ts';

/** Which documents a caller may send, in addition to the permissions of their fields. */
export interface DocumentRules {
  /**
   * Hashes of the only documents that client and checkout tokens may send: those of our own clients. Null: any
   * document. Anybody who opens the shop's page holds a token, whereas a merchant's server writes its own operations.
   */
  readonly registered: ReadonlySet<string> | null;
  /** The texts of the operations that clients may name by their hash alone. Default: none. */
  readonly persisted?: readonly string[];
  /** Whether everybody may introspect the schema; otherwise only server keys with `ops:read` may. */
  readonly isIntrospectionOpen: boolean;
}

/** A document's hash in the manifest. White space and comments do not change it. Throws if `text` is not GraphQL. */
export function documentHash(text: string): string {
  return hashOf(parse(text));
}

/** A document's hashes in the manifest: as it is, and as normalised caches send it. */
export function documentHashes(text: string): readonly string[] {
  const document = parse(text);
  return [...new Set([document, withTypenames(document)].map(hashOf))];
}

function hashOf(document: DocumentNode): string {
  return createHash('sha256')
    .update(stripIgnoredCharacters(print(document)))
    .digest('hex');
}

/** Makes the check of valid documents: the error for one that its caller may not send, else null. */
export function createDocumentCheck({ registered, isIntrospectionOpen }: DocumentRules) {
  // Parsed documents are kept for a while (known-documents.ts); these facts are dropped together with them.
  const hashes = new WeakMap<DocumentNode, string>();
  const introspections = new WeakMap<DocumentNode, boolean>();

  return (document: DocumentNode, caller: Caller): GraphQLError | null => {
    const isToken = caller.kind === 'clientToken' || caller.kind === 'checkoutToken';
    if (registered !== null && isToken && !registered.has(cached(hashes, document, hashOf))) {
      return new GraphQLError('This credential may send registered documents only.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    const mayIntrospect = isIntrospectionOpen || hasScope(caller, 'ops:read');
    if (mayIntrospect || !cached(introspections, document, introspects)) return null;
    return accessError(caller.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
  };
}

function cached<Fact>(
  facts: WeakMap<DocumentNode, Fact>,
  document: DocumentNode,
  find: (document: DocumentNode) => Fact,
): Fact {
  const known = facts.get(document);
  if (known !== undefined) return known;
  const fact = find(document);
  facts.set(document, fact);
  return fact;
}

function introspects(document: DocumentNode): boolean {
  let isFound = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') isFound = true;
    },
  });
  return isFound;
}
