import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromAST,
} from 'graphql';

type Values = Record<string, unknown>;

/** Stands for a value that graphql-js has to look at: most are errors, of which it knows the words. */
const odd = Symbol('odd');

/** Turns a value of JSON into what resolvers get; `odd` if it is not plainly right. */
type Coerce = (value: unknown) => unknown;

/**
 * Makes the function that coerces the variables of an operation as graphql-js does, with their types found out once; it
 * returns undefined if graphql-js has to do it.
 */
export function planVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): (inputs: Readonly<Values>) => Values | undefined {
  const coercions = new Coercions();
  const planned = variableDefinitions.map(({ variable, type: typeNode, defaultValue }) => {
    const type = typeFromAST(schema, typeNode);
    if (!isInputType(type)) return null;
    const makeDefault = defaultValue && (() => valueFromAST(defaultValue, type));
    return {
      name: variable.name.value,
      isRequired: isNonNullType(type),
      makeDefault,
      coerce: coercions.of(type),
    };
  });

  return (inputs) => {
    const variables: Values = {};
    for (const definition of planned) {
      // Such a name would not become a property.
      if (definition === null || definition.name === '__proto__') return undefined;
      const { name, isRequired, makeDefault, coerce } = definition;
      if (!Object.hasOwn(inputs, name)) {
        if (makeDefault !== undefined) variables[name] = makeDefault();
        else if (isRequired) return undefined;
        continue;
      }
      const coerced = coerce(inputs[name]);
      if (coerced === odd) return undefined;
      variables[name] = coerced;
    }
    return variables;
  };
}

/** The coercions of the types of an operation. An input type may contain itself. */
class Coercions {
  readonly #made = new Map<GraphQLInputType, Coerce>();

  of(type: GraphQLInputType): Coerce {
    let coerce = this.#made.get(type);
    if (coerce === undefined) {
      coerce = this.#make(type);
      this.#made.set(type, coerce);
    }
    return coerce;
  }

  #make(type: GraphQLInputType): Coerce {
    if (isNonNullType(type)) {
      const coerce = this.of(type.ofType);
      return (value) => (value === null || value === undefined ? odd : coerce(value));
    }
    if (isInputObjectType(type)) return this.#makeObject(type);
    if (isListType(type)) {
      const coerceItem = this.of(type.ofType);
      return (value) => {
        if (value === null || value === undefined) return null;
        if (!Array.isArray(value)) return odd;
        const items: unknown[] = value.map(coerceItem);
        return items.includes(odd) ? odd : items;
      };
    }
    return (value) => {
      if (value === null || value === undefined) return null;
      try {
        const parsed: unknown = type.parseValue(value);
        return parsed === undefined ? odd : parsed;
      } catch {
        return odd;
      }
    };
  }

  #makeObject(type: GraphQLInputObjectType): Coerce {
    let fields: readonly { name: string; isRequired: boolean; defaultValue: unknown; coerce: Coerce }[];
    const planFields = () =>
      Object.values(type.getFields()).map(({ name, type: fieldType, defaultValue }) => ({
        ...{ name, defaultValue },
        isRequired: isNonNullType(fieldType),
        coerce: this.of(fieldType),
      }));
    return (value) => {
      if (value === null || value === undefined) return null;
      if (typeof value !== 'object' || Array.isArray(value)) return odd;
      fields ??= planFields();
      const given = value as Readonly<Values>;
      const coercedValue: Values = {};
      let givenCount = 0;
      let keptCount = 0;
      for (const { name, isRequired, defaultValue, coerce } of fields) {
        const fieldValue = given[name];
        if (fieldValue === undefined) {
          if (defaultValue !== undefined) {
            coercedValue[name] = defaultValue;
            keptCount += 1;
          } else if (isRequired) return odd;
          continue;
        }
        const coerced = coerce(fieldValue);
        if (coerced === odd || (type.isOneOf && coerced === null)) return odd;
        coercedValue[name] = coerced;
        givenCount += 1;
        keptCount += 1;
      }
      // A field that the type does not have, or one that is there without a value.
      if (Object.keys(given).length !== givenCount) return odd;
      return type.isOneOf && keptCount !== 1 ? odd : coercedValue;
    };
  }
}
