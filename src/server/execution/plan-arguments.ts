import { type FieldNode, type GraphQLField, getArgumentValues, isNonNullType, Kind } from 'graphql';

type Values = Record<string, unknown>;

/**
 * Makes the function that returns a field's arguments in each run, in a fraction of graphql-js's time. graphql-js does what
 * takes more than to pass variables and defaults on: literals, and errors.
 */
export function planArguments(
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (variables: Values) => Values {
  if (definition.args.length === 0) return none;
  const ofGraphqlJs = (variables: Values): Values => getArgumentValues(definition, node, variables);
  const passed = new Map(node.arguments?.map(({ name, value }) => [name.value, value]));
  const planned = definition.args.map(({ name, type, defaultValue }) => {
    const value = passed.get(name);
    const variable = value?.kind === Kind.VARIABLE ? value.name.value : undefined;
    return { name, variable, defaultValue, isNonNull: isNonNullType(type), isLiteral: value !== undefined };
  });
  if (planned.some(({ isLiteral, variable }) => isLiteral && variable === undefined)) return ofGraphqlJs;

  return (variables) => {
    const values: Values = {};
    for (const { name, variable, defaultValue, isNonNull } of planned) {
      const isGiven = variable !== undefined && Object.hasOwn(variables, variable);
      const value = isGiven ? variables[variable] : defaultValue;
      const isMissing = value === undefined && (isGiven || isNonNull);
      if (isMissing || (value === null && isNonNull)) return ofGraphqlJs(variables);
      if (value !== undefined) values[name] = value;
    }
    return values;
  };
}

function none(): Values {
  return {};
}
