import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';

/**
 * The text of an operation, and in its type what it answers and what it takes; `generated/graphql.ts` has
 * ours.
 */
export interface TypedDocument<Data, Variables> extends DocumentTypeDecoration<Data, Variables> {
  toString(): string;
}
