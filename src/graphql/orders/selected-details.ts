import type { FieldNode, GraphQLResolveInfo, SelectionSetNode } from 'graphql';
import { type OrderDetail, orderDetails } from '../../use-cases/ports/order-reads.ts';

type Fragments = GraphQLResolveInfo['fragments'];

/** The fields that are made of a detail and have another name. */
const fieldsFrom: Partial<Record<OrderDetail, readonly string[]>> = { instruction: ['paymentNumber'] };

/** Documents are cached, and what was found of their fields is dropped together with them. */
const known = new WeakMap<FieldNode, ReadonlySet<OrderDetail>>();

/**
 * The details that the selection below a field may need of its orders. A name counts wherever it stands, and directives
 * do not: what is read in vain is right, what is missing is not.
 */
export function selectedDetails({
  fieldNodes,
  fragments,
}: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>): readonly OrderDetail[] {
  const found = fieldNodes.map((node) => detailsOf(node, fragments));
  return orderDetails.filter((detail) => found.some((details) => details.has(detail)));
}

function detailsOf(node: FieldNode, fragments: Fragments): ReadonlySet<OrderDetail> {
  let details = known.get(node);
  if (details === undefined) {
    const names = namesIn(node.selectionSet, fragments, new Set(), new Set());
    details = new Set(
      orderDetails.filter(
        (detail) => names.has(detail) || fieldsFrom[detail]?.some((name) => names.has(name)),
      ),
    );
    known.set(node, details);
  }
  return details;
}

/** Adds the names of all fields below; each fragment is read once. */
function namesIn(
  selections: SelectionSetNode | undefined,
  fragments: Fragments,
  names: Set<string>,
  readFragments: Set<string>,
): Set<string> {
  for (const selection of selections?.selections ?? []) {
    if (selection.kind === 'Field') names.add(selection.name.value);
    if (selection.kind !== 'FragmentSpread') {
      namesIn(selection.selectionSet, fragments, names, readFragments);
    } else if (!readFragments.has(selection.name.value)) {
      readFragments.add(selection.name.value);
      namesIn(fragments[selection.name.value]?.selectionSet, fragments, names, readFragments);
    }
  }
  return names;
}
