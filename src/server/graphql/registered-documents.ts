import { createHash } from 'node:crypto';
import { type DocumentNode, GraphQLError, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type Caller, hasScope } from '../../access/caller.ts';
import { accessError } from '../../graphql/schema/apply-permissions.ts';

/** Which documents a caller may send, beside what the permission table says about their fields. */
export interface DocumentRules {
  /**
   * Hashes of the only documents that client and checkout tokens may send: those of our own clients. Null: any. A
   * token is in the hands of whoever opens the shop's page; a merchant's server writes its own operations.
   */
  readonly registered: ReadonlySet<string> | null;
  /** Whether everybody may ask for the schema; otherwise only server keys with ops:read. */
  readonly isIntrospectionOpen: boolean;
}

/** The name of a document in the manifest: white space and comments do not count. Throws where it is not GraphQL. */
export function documentHash(text: string): string {
  return hashOf(parse(text));
}

function hashOf(document: DocumentNode): string {
  return createHash('sha256')
    .update(stripIgnoredCharacters(print(document)))
    .digest('hex');
}

/**
 * Refuses what a caller may not send, after validation and before anything runs, on every transport. Not in
 * validation: its results are remembered by document, for whoever sends the same one next.
 */
export function refuseDocuments(rules: DocumentRules): Plugin<{ caller: Caller }> {
  const judge = createJudge(rules);
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const error = judge(args.document, args.contextValue.caller);
      if (error !== null) setResultAndStopExecution({ errors: [error] });
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const error = judge(args.document, args.contextValue.caller);
      if (error !== null) setResultAndStopExecution({ errors: [error] });
    },
  };
}

function createJudge({ registered, isIntrospectionOpen }: DocumentRules) {
  // Parsed documents are kept for a while; what is known of one goes with it.
  const hashes = new WeakMap<DocumentNode, string>();
  const introspections = new WeakMap<DocumentNode, boolean>();

  return (document: DocumentNode, caller: Caller): GraphQLError | null => {
    const isToken = caller.kind === 'clientToken' || caller.kind === 'checkoutToken';
    if (registered !== null && isToken && !registered.has(remembered(hashes, document, hashOf))) {
      return new GraphQLError('This credential may send registered documents only.', {
        extensions: { code: 'FORBIDDEN' },
      });
    }
    const mayAskForSchema = isIntrospectionOpen || hasScope(caller, 'ops:read');
    if (mayAskForSchema || !remembered(introspections, document, asksForSchema)) return null;
    return accessError(caller.kind === 'anonymous' ? 'UNAUTHENTICATED' : 'FORBIDDEN');
  };
}

function remembered<Fact>(
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

function asksForSchema(document: DocumentNode): boolean {
  let isAsked = false;
  visit(document, {
    [Kind.FIELD]: ({ name }) => {
      if (name.value === '__schema' || name.value === '__type') isAsked = true;
    },
  });
  return isAsked;
}
