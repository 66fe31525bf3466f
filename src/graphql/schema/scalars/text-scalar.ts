import { Kind, type ValueNode } from 'graphql';
import { badUserInput } from '../../input-errors/bad-user-input.ts';

/**
 * The options of a scalar that is a string in variables and in literals. `parse` returns undefined for a text
 * that is not accepted; the error message is then `expected`, a sentence for developers.
 */
export function textScalar<Value>(scalar: {
  /** The standard that describes the text, if there is one. */
  specifiedByURL?: string;
  description: string;
  expected: string;
  parse(text: string): Value | undefined;
  serialize(value: Value): string;
}) {
  return {
    description: scalar.description,
    ...(scalar.specifiedByURL !== undefined && { specifiedByURL: scalar.specifiedByURL }),
    serialize: scalar.serialize,
    parseValue(value: unknown): Value {
      const parsed = typeof value === 'string' ? scalar.parse(value) : undefined;
      if (parsed === undefined) throw badUserInput(scalar.expected);
      return parsed;
    },
    parseLiteral(node: ValueNode): Value {
      const parsed = node.kind === Kind.STRING ? scalar.parse(node.value) : undefined;
      if (parsed === undefined) throw badUserInput(scalar.expected, { node });
      return parsed;
    },
  };
}
