import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { jsonNull } from './run.ts';

/** Writes a value of a leaf that is neither null nor undefined as JSON; throws what its type throws. */
type WriteLeaf = (value: unknown) => string;

/** Makes the function that writes values of this type; what is plainly a value of it is written without its `serialize`. */
export function makeWriteLeaf(type: GraphQLLeafType): WriteLeaf {
  const write = writeSerialized(type);
  if (type === GraphQLString || type === GraphQLID) {
    return (value) => (typeof value === 'string' ? quoted(value) : write(value));
  }
  if (type === GraphQLInt) return (value) => (isSmallInteger(value) ? `${value}` : write(value));
  if (type === GraphQLFloat) {
    return (value) => (typeof value === 'number' && Number.isFinite(value) ? `${value}` : write(value));
  }
  if (type === GraphQLBoolean) return (value) => (typeof value === 'boolean' ? `${value}` : write(value));
  return isEnumType(type) ? onceEach(write) : write;
}

/** As graphql-js does. What JSON cannot express becomes null. */
function writeSerialized(type: GraphQLLeafType): WriteLeaf {
  return (value) => {
    const serialized: unknown = type.serialize(value);
    if (typeof serialized === 'string') return quoted(serialized);
    if (serialized === null || serialized === undefined) {
      const call = `${inspect(type)}.serialize(${inspect(value)})`;
      throw new Error(`Expected \`${call}\` to return non-nullable value, returned: ${inspect(serialized)}`);
    }
    return (JSON.stringify(serialized) as string | undefined) ?? jsonNull;
  };
}

/** For an enum: what throws is none of its values, so as many are kept as it has. */
function onceEach(write: WriteLeaf): WriteLeaf {
  const written = new Map<unknown, string>();
  return (value) => {
    let json = written.get(value);
    if (json === undefined) {
      json = write(value);
      written.set(value, json);
    }
    return json;
  };
}

function isSmallInteger(value: unknown): value is number {
  return typeof value === 'number' && (value | 0) === value;
}

/** Printable ASCII without quotation marks and backslashes. */
const withoutEscapes = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return withoutEscapes.test(text) ? `"${text}"` : JSON.stringify(text);
}
