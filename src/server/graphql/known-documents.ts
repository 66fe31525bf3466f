import type { DocumentNode } from 'graphql';

/** Parsed documents by their texts, so that a repeat is neither parsed nor validated again. */
export interface KnownDocuments {
  /** For Yoga: whatever was parsed, valid or not. */
  readonly parsed: {
    get(text: string): DocumentNode | undefined;
    set(text: string, document: DocumentNode): void;
  };
  /** Says that this document, which was parsed, is valid. */
  noteValid(document: DocumentNode): void;
  /** The document of this text, if it is known to be valid. */
  findValid(text: string): DocumentNode | undefined;
}

/**
 * Keeps at most `documentsMax` documents, and drops those that came longest ago. It has two halves: when the newer one is
 * full, the older one is dropped and the newer one becomes the older. So a document that comes often is only read, where
 * a list of uses would have to be written at each request.
 */
export function createKnownDocuments(documentsMax: number): KnownDocuments {
  const halfMax = Math.ceil(documentsMax / 2);
  const valid = new WeakSet<DocumentNode>();
  let newer = new Map<string, DocumentNode>();
  let older = new Map<string, DocumentNode>();

  function set(text: string, document: DocumentNode): void {
    if (newer.size >= halfMax) {
      older = newer;
      newer = new Map();
    }
    newer.set(text, document);
  }
  function get(text: string): DocumentNode | undefined {
    const known = newer.get(text);
    if (known !== undefined) return known;
    const old = older.get(text);
    if (old !== undefined) set(text, old);
    return old;
  }

  return {
    parsed: { get, set },
    noteValid: (document) => void valid.add(document),
    findValid(text) {
      const document = get(text);
      return document !== undefined && valid.has(document) ? document : undefined;
    },
  };
}
