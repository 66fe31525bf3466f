/** How an answer is written: one of the two types of JSON of GraphQL over HTTP, or server-sent events. */
export type AnswerType = 'application/json' | 'application/graphql-response+json' | 'text/event-stream';

/** What a client's Accept header allows. */
export interface AcceptedTypes {
  /** The type of an answer that is one result; null: there is none that the client accepts. */
  readonly result: AnswerType | null;
  /** Whether the client accepts a stream of results. */
  readonly isStreamAccepted: boolean;
}

const jsonOnly: AcceptedTypes = { result: 'application/json', isStreamAccepted: false };

/**
 * Reads an Accept header: the first of its types that is JSON decides, else it may be server-sent events. Weights (`q`) do
 * not count. `multipart/*` is left out, because nothing here is deferred: a client that accepts nothing else gets JSON,
 * which RFC 9110 (12.5.1) allows, and so does one without the header.
 */
export function acceptedTypes(accept: string | undefined): AcceptedTypes {
  if (accept === undefined || accept === 'application/json') return jsonOnly;
  const listed = accept
    .split(',')
    .map((entry) => entry.replace(/\s/g, '').toLowerCase())
    .filter((entry) => entry !== '' && !entry.startsWith('multipart/'));
  if (listed.length === 0) return jsonOnly;
  const types = listed.filter(isUtf8).map((entry) => entry.split(';', 1)[0] ?? '');
  const isStreamAccepted = types.some((type) => matches(type, 'text/event-stream'));
  return {
    result:
      types.map(jsonTypeOf).find((type) => type !== null) ?? (isStreamAccepted ? 'text/event-stream' : null),
    isStreamAccepted,
  };
}

function jsonTypeOf(accepted: string): AnswerType | null {
  // A wildcard means the older type, for clients that know no other.
  if (matches(accepted, 'application/json')) return 'application/json';
  return matches(accepted, 'application/graphql-response+json') ? 'application/graphql-response+json' : null;
}

/** Whether this type of an Accept header, which may have wildcards, stands for `type`. */
function matches(accepted: string, type: AnswerType): boolean {
  const [kind, subtype] = accepted.split('/');
  const [kindOfType, subtypeOfType] = type.split('/');
  return (kind === '*' || kind === kindOfType) && (subtype === '*' || subtype === subtypeOfType);
}

/** Whether a type names no other encoding than ours. */
function isUtf8(entry: string): boolean {
  const charset = entry.split(';').find((part) => part.startsWith('charset='));
  return charset === undefined || charset === 'charset=utf-8';
}
