import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type ParseOptions,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type Source,
} from 'graphql';
import { pageSizeDefault, pageSizeMax } from '../../graphql/schema/page.ts';
import type { Limits } from '../limits.ts';
import { countRepeatedFields } from './repeated-fields.ts';

/** The size of a selection with its fragments spread. Counts stop at `countMax`, which is refused in any case. */
interface Size {
  readonly depth: number;
  readonly rootFieldsCount: number;
  readonly fieldsCount: number;
  readonly aliasesCount: number;
  readonly directivesCount: number;
  /** Relay connections that the selection reads: of the object itself, and of each item if the object is a page. */
  readonly pagesCount: number;
  readonly pagesPerItemCount: number;
  readonly isPage: boolean;
}

const countMax = 1_000_000;

/**
 * Makes a parser that refuses documents larger than an honest client needs. It runs before validation, some rules of
 * which take time that grows with the square of the document. Throws a GraphQLError with code LIMIT_EXCEEDED.
 */
export function createBoundedParse(limits: Limits) {
  return (source: string | Source, options?: ParseOptions): DocumentNode => {
    const text = typeof source === 'string' ? source : source.body;
    refuseOver('characters', text.length, limits.documentCharsMax);
    const document = parse(source, { ...options, maxTokens: limits.documentTokensMax });
    refuseOver('repeated fields', countRepeatedFields(document), limits.documentRepeatedFieldsMax);
    const measure = createMeasure(document);
    for (const definition of document.definitions) {
      if (definition.kind === Kind.OPERATION_DEFINITION) refuseLarge(definition, measure, limits);
    }
    return document;
  };
}

function refuseLarge(
  operation: OperationDefinitionNode,
  measure: (selections: SelectionSetNode) => Size,
  limits: Limits,
): void {
  const size = measure(operation.selectionSet);
  const rootFieldsMax =
    operation.operation === 'mutation' ? limits.mutationRootFieldsMax : limits.queryRootFieldsMax;
  refuseOver(`fields of ${operation.operation}`, size.rootFieldsCount, rootFieldsMax);
  refuseOver('levels', size.depth, limits.documentDepthMax);
  refuseOver('fields', size.fieldsCount, limits.documentFieldsMax);
  refuseOver('aliases', size.aliasesCount, limits.documentAliasesMax);
  refuseOver('directives', size.directivesCount, limits.documentDirectivesMax);
  refuseOver('pages', size.pagesCount, limits.documentPagesMax);
}

function refuseOver(what: string, count: number, max: number): void {
  if (count <= max) return;
  throw new GraphQLError(`The document has more than ${max} ${what}.`, {
    extensions: { code: 'LIMIT_EXCEEDED', http: { spec: true, status: 400 } },
  });
}

const emptySize: Size = {
  depth: 0,
  rootFieldsCount: 0,
  fieldsCount: 0,
  aliasesCount: 0,
  directivesCount: 0,
  pagesCount: 0,
  pagesPerItemCount: 0,
  isPage: false,
};

/** What a field adds to the connections read. Only connections have fields named `nodes`, `edges` and `pageInfo`. */
function pagesOf(field: FieldNode, inner: Size): Pick<Size, 'pagesCount' | 'pagesPerItemCount' | 'isPage'> {
  const { value: name } = field.name;
  if (name === 'nodes' || name === 'edges') {
    return { pagesCount: 0, pagesPerItemCount: inner.pagesCount, isPage: true };
  }
  if (name === 'pageInfo') return { pagesCount: 0, pagesPerItemCount: 0, isPage: true };
  const own = inner.isPage ? 1 : 0;
  const ofItems = Math.min(inner.pagesPerItemCount * pageSizeOf(field), countMax);
  return { pagesCount: own + inner.pagesCount + ofItems, pagesPerItemCount: 0, isPage: false };
}

/** How many items this page may have. If a variable decides, the largest page size. */
function pageSizeOf({ arguments: passed = [] }: FieldNode): number {
  const size = passed.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (size === undefined) return pageSizeDefault;
  return size.kind === Kind.INT ? Math.min(Math.max(Number(size.value), 0), pageSizeMax) : pageSizeMax;
}

/** Measures each fragment once, so that measuring takes no longer than parsing. */
function createMeasure(document: DocumentNode): (selections: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const measured = new Map<string, Size>();

  function measureSelections(selections: SelectionSetNode | undefined): Size {
    let sum = emptySize;
    for (const selection of selections?.selections ?? []) {
      const size = measureSelection(selection);
      sum = {
        depth: Math.max(sum.depth, size.depth),
        rootFieldsCount: Math.min(sum.rootFieldsCount + size.rootFieldsCount, countMax),
        fieldsCount: Math.min(sum.fieldsCount + size.fieldsCount, countMax),
        aliasesCount: Math.min(sum.aliasesCount + size.aliasesCount, countMax),
        directivesCount: Math.min(sum.directivesCount + size.directivesCount, countMax),
        pagesCount: Math.min(sum.pagesCount + size.pagesCount, countMax),
        pagesPerItemCount: Math.min(sum.pagesPerItemCount + size.pagesPerItemCount, countMax),
        isPage: sum.isPage || size.isPage,
      };
    }
    return sum;
  }

  function measureSelection(selection: SelectionNode): Size {
    const directivesCount = selection.directives?.length ?? 0;
    if (selection.kind === Kind.FIELD) {
      const inner = measureSelections(selection.selectionSet);
      return {
        depth: inner.depth + 1,
        rootFieldsCount: 1,
        fieldsCount: inner.fieldsCount + 1,
        aliasesCount: inner.aliasesCount + (selection.alias === undefined ? 0 : 1),
        directivesCount: inner.directivesCount + directivesCount,
        ...pagesOf(selection, inner),
      };
    }
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? measureSelections(selection.selectionSet)
        : measureFragment(selection.name.value);
    return { ...inner, directivesCount: inner.directivesCount + directivesCount };
  }

  function measureFragment(name: string): Size {
    const known = measured.get(name);
    if (known !== undefined) return known;
    // A fragment that spreads itself counts as empty here; validation refuses it by name.
    measured.set(name, emptySize);
    const size = measureSelections(fragments.get(name)?.selectionSet);
    measured.set(name, size);
    return size;
  }

  return measureSelections;
}
