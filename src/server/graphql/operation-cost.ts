import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldCosts, flagCosts, plainFieldCost } from '../../graphql/schema/field-costs.ts';
import { pageSizeDefault, pageSizeMax } from '../../graphql/schema/page.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The cost of a selection, as far as the document decides it. Variables decide the rest. */
interface Cost {
  fixed: number;
  readonly pages: { readonly size: number | { readonly variable: string }; readonly perItem: Cost }[];
  readonly flags: { readonly variable: string; readonly cost: number }[];
}

/** What is worked out once of an operation. */
interface KnownCost {
  readonly cost: Cost;
  readonly defaults: Variables;
}

/** The cost of one value in the variables, which is read, checked and copied. */
const valueCost = 0.02;

/**
 * Makes the function that returns what an operation costs before it runs (unit: field-costs.ts). The document must be
 * valid and within the document limits, which bound the work here too. The part that its variables do not decide is
 * worked out once per document.
 */
export function createOperationCost(schema: GraphQLSchema) {
  // Parsed documents are kept for a while (known-documents.ts); their costs are dropped together with them.
  const known = new WeakMap<OperationDefinitionNode, KnownCost>();

  return function costOf(
    document: DocumentNode,
    operationName: string | null | undefined,
    variables: Variables,
  ): number {
    const operation = getOperationAST(document, operationName);
    if (operation == null) return 0;
    let found = known.get(operation);
    if (found === undefined) {
      found = { cost: measure(operation, document, schema), defaults: defaultsOf(operation) };
      known.set(operation, found);
    }
    const { cost, defaults } = found;
    const variableOf = (name: string) => (Object.hasOwn(variables, name) ? variables[name] : defaults[name]);
    return total(cost, variableOf) + countValues(variables) * valueCost;
  };
}

function total({ fixed, pages, flags }: Cost, variableOf: (variable: string) => unknown): number {
  let sum = fixed;
  for (const { size, perItem } of pages) {
    const count = typeof size === 'number' ? size : variableOf(size.variable);
    sum += clampPage(typeof count === 'number' ? count : pageSizeDefault) * total(perItem, variableOf);
  }
  for (const { variable, cost } of flags) if (variableOf(variable) === true) sum += cost;
  return sum;
}

/** Fragments are walked as often as they are spread: `documentFieldsMax` counts them like that. */
function measure(operation: OperationDefinitionNode, document: DocumentNode, schema: GraphQLSchema): Cost {
  const sum = measureSelections(operation.selectionSet, schema.getRootType(operation.operation));
  return sum;

  function measureSelections(
    selections: SelectionSetNode,
    parent: GraphQLNamedType | undefined | null,
  ): Cost {
    const cost: Cost = { fixed: 0, pages: [], flags: [] };
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) {
        addField(cost, selection, parent);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : document.definitions.find(
              (definition) =>
                definition.kind === Kind.FRAGMENT_DEFINITION &&
                definition.name.value === selection.name.value,
            );
      if (fragment === undefined || !('selectionSet' in fragment)) continue;
      const condition = 'typeCondition' in fragment ? fragment.typeCondition : undefined;
      const onType = condition === undefined ? parent : schema.getType(condition.name.value);
      add(cost, measureSelections(fragment.selectionSet, onType));
    }
    return cost;
  }

  function addField(cost: Cost, node: FieldNode, parent: GraphQLNamedType | undefined | null): void {
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    const coordinate = `${parent?.name}.${node.name.value}`;
    cost.fixed += fieldCosts[coordinate] ?? plainFieldCost;
    addFlags(cost, node, coordinate);
    if (node.selectionSet === undefined) return;
    const type = field === undefined ? introspectionType(node, schema) : getNamedType(field.type);
    const inner = measureSelections(node.selectionSet, type);
    if (type?.name.endsWith('Connection')) cost.pages.push({ size: pageSizeOf(node), perItem: inner });
    else add(cost, inner);
  }
}

function introspectionType({ name }: FieldNode, schema: GraphQLSchema): GraphQLNamedType | undefined {
  return schema.getType(name.value === '__type' ? '__Type' : '__Schema');
}

function add(cost: Cost, more: Cost): void {
  cost.fixed += more.fixed;
  cost.pages.push(...more.pages);
  cost.flags.push(...more.flags);
}

function addFlags(cost: Cost, { arguments: passed = [] }: FieldNode, coordinate: string): void {
  for (const { name, value } of passed) {
    const flagCost = flagCosts[`${coordinate}(${name.value}:)`];
    if (flagCost === undefined) continue;
    if (value.kind === Kind.VARIABLE) cost.flags.push({ variable: value.name.value, cost: flagCost });
    if (value.kind === Kind.BOOLEAN && value.value) cost.fixed += flagCost;
  }
}

function pageSizeOf({ arguments: passed = [] }: FieldNode): Cost['pages'][number]['size'] {
  const size = passed.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (size?.kind === Kind.VARIABLE) return { variable: size.name.value };
  return size?.kind === Kind.INT ? Number(size.value) : pageSizeDefault;
}

function clampPage(size: number): number {
  return Math.min(Math.max(size, 0), pageSizeMax);
}

/** The defaults that matter here: of page sizes and flags. */
function defaultsOf({ variableDefinitions = [] }: OperationDefinitionNode): Variables {
  const defaults: Record<string, unknown> = {};
  for (const { variable, defaultValue } of variableDefinitions) {
    if (defaultValue?.kind === Kind.INT) defaults[variable.name.value] = Number(defaultValue.value);
    if (defaultValue?.kind === Kind.BOOLEAN) defaults[variable.name.value] = defaultValue.value;
  }
  return defaults;
}

/** Counts without recursion, because JSON may be nested as deep as it is long. */
function countValues(variables: Variables): number {
  const open: unknown[] = [variables];
  let count = 0;
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    const values = Object.values(value);
    count += values.length;
    for (const inner of values) if (typeof inner === 'object' && inner !== null) open.push(inner);
  }
  return count;
}
