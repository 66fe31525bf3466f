import { builder } from './builder.ts';

/**
 * A GraphQL enum over a closed set of the domain. The record of descriptions is what keeps both in step: a value
 * that the domain gains does not compile here until it is described.
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
