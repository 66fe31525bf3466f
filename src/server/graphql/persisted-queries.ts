import { createHash } from 'node:crypto';
import { GraphQLError, parse, print, stripIgnoredCharacters } from 'graphql';
import { withTypenames } from './with-typenames.ts';

/**
 * Finds the text of an operation that a client named by its hash alone: as a persisted document (`documentId`, GraphQL
 * over HTTP, appendix A), or as Apollo's and urql's persisted queries do (`extensions.persistedQuery.sha256Hash`).
 * Undefined if the client sent its text, or no hash.
 */
export type FindPersistedQuery = (params: {
  readonly query?: unknown;
  readonly extensions?: unknown;
  readonly documentId?: unknown;
}) => string | GraphQLError | undefined;

/**
 * Makes the finder of the operations with these texts. Each is known by the SHA-256 of its text, of the text as
 * Apollo Client and urql print it, with and without the `__typename`s that their normalised caches add, and of its normal
 * form (the manifest's). It learns no other: anybody could fill what it learns. The hashes are worked out when the first
 * client names one: a tenth of a start.
 */
export function createPersistedQueries(texts: readonly string[]): FindPersistedQuery {
  let hashed: ReadonlyMap<string, string> | undefined;
  const textOf = (hash: string) => {
    hashed ??= byHash(texts);
    return hashed.get(hash);
  };
  return ({ query, extensions, documentId }) => {
    if (query !== undefined && query !== null && query !== '') return undefined;
    if (typeof documentId === 'string') return textOf(hashOfId(documentId) ?? '') ?? notFound();
    const hash = hashIn(extensions);
    return hash === undefined ? undefined : (textOf(hash) ?? notSupported());
  };
}

function byHash(texts: readonly string[]): ReadonlyMap<string, string> {
  // A cache that asked for type names cannot read an answer without them, so each hash stands for its own form.
  return new Map(texts.flatMap(formsOf).map((form) => [sha256(form), form]));
}

/** How clients write this operation before they hash it. */
function formsOf(text: string): readonly string[] {
  const document = parse(text);
  const printed = [document, withTypenames(document)].map(print);
  return [
    ...[text, text.trim(), ...printed],
    // urql leaves out empty lines.
    ...printed.map((form) => form.replace(/\n+/g, '\n')),
    ...printed.map(stripIgnoredCharacters),
  ];
}

/** `sha256:` and 64 hexadecimal digits; other forms of an identifier are private to other servers. */
function hashOfId(documentId: string): string | undefined {
  return /^sha256:([0-9a-f]{64})$/.exec(documentId)?.[1];
}

function hashIn(extensions: unknown): string | undefined {
  const named = propertyOf(propertyOf(extensions, 'persistedQuery'), 'sha256Hash');
  return typeof named === 'string' ? named.toLowerCase() : undefined;
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Apollo Client and urql then send the text, and no hash again: both look for this message or this code. The status
 * is Apollo Server's; with 400 some clients give up.
 */
function notSupported(): GraphQLError {
  return new GraphQLError('PersistedQueryNotSupported', {
    extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', http: { status: 200 } },
  });
}

/** The client has no text to send in its place, so the request itself is wrong. */
function notFound(): GraphQLError {
  const sentence =
    'No operation has this documentId: sha256: and a hash from the manifest of registered documents.';
  return new GraphQLError(sentence, {
    extensions: { code: 'PERSISTED_DOCUMENT_NOT_FOUND', http: { spec: true, status: 400 } },
  });
}
