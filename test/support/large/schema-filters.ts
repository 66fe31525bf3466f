import { getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { schema } from '../../../src/graphql/schema.ts';

/** The arguments that say which page is wanted, and not of what. */
const pageArguments = ['first', 'last', 'before', 'after'];

/** Every filter of every list of the schema, as `<field> <argument>`; a list without filters is its field alone. */
export function filtersOfSchema(): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      if (!getNamedType(field.type).name.endsWith('Connection')) return [];
      const filters = field.args
        .filter(({ name }) => !pageArguments.includes(name))
        .flatMap((argument) => {
          const input = getNamedType(argument.type);
          return isInputObjectType(input) ? Object.keys(input.getFields()) : [argument.name];
        });
      return filters.length === 0 ? [field.name] : filters.map((filter) => `${field.name} ${filter}`);
    });
  });
}
