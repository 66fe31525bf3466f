import { builder } from './builder.ts';

/**
 * Creates a GraphQL enum from a closed set of the domain. A new value of the domain does not compile here
 * until it has a description.
 */
export function describedEnum<Value extends string>(
  name: string,
  description: string,
  values: Record<Value, string>,
) {
  const entries = Object.entries<string>(values) as [Value, string][];
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(
      entries.map(([value, meaning]) => [value, { value, description: meaning }]),
    ) as Record<Value, { value: Value; description: string }>,
  });
}
