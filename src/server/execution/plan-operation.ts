import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  getNullableType,
  isLeafType,
  isNonNullType,
  Kind,
  visit,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { completionOf } from './complete-value.ts';
import { planArguments } from './plan-arguments.ts';
import type { PlannedField, Run } from './run.ts';

/** The fragments of a document by name. */
export function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = Object.create(null) as Record<string, FragmentDefinitionNode>;
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/** The variables that decide, in `@skip` and `@include`, which fields are selected. */
export function conditionsOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE]: ({ arguments: passed = [] }) => {
      for (const { value } of passed) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/**
 * Plans the fields of an operation for runs whose conditions have the same values as in this one. What is below a field
 * is planned when a run gets there, so planning costs about what every run on graphql-js costs. Throws as graphql-js does
 * when it collects the fields.
 */
export function planOperation(run: Run, rootType: GraphQLObjectType): readonly PlannedField[] {
  const { schema, fragments, variables, operation } = run;
  return planFields(
    run,
    rootType,
    collectFields(schema, fragments, variables, rootType, operation.selectionSet),
  );
}

function planSelection(
  run: Run,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): readonly PlannedField[] {
  const { schema, fragments, variables } = run;
  return planFields(run, type, collectSubfields(schema, fragments, variables, type, nodes));
}

function planFields(
  { schema, planned }: Run,
  parentType: GraphQLObjectType,
  collected: ReadonlyMap<string, readonly FieldNode[]>,
): readonly PlannedField[] {
  const fields: PlannedField[] = [];
  for (const [responseName, nodes] of collected) {
    const [node] = nodes;
    const definition = node && getFieldDef(schema, parentType, node);
    if (!definition) continue;
    const { type, args, resolve } = definition;
    fields.push({
      responseName,
      head: `${fields.length === 0 ? '{' : ','}${JSON.stringify(responseName)}:`,
      nodes,
      parentType,
      definition,
      argumentsOf: planArguments(definition, node),
      isNonNull: isNonNullType(type),
      isProperty: resolve === undefined && args.length === 0,
      isLeaf: isLeafType(getNullableType(type)),
      complete: completionOf(type, planSelection),
    });
  }
  planned.fieldsCount += fields.length;
  return fields;
}
