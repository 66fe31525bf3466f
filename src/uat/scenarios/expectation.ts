/**
 * What an answer must contain: an object's named fields, or exactly this value. A regular expression stands
 * for any text that it matches, and `{reference}` for the number of the scenario's order.
 */
export type Expected = string | number | boolean | null | RegExp | { readonly [name: string]: Expected };

/** Each difference in one line: `additionalInfo.paymentCode: /^\d+$/ was expected, "" came`. */
export function differencesOf(
  expected: Expected,
  actual: unknown,
  reference: string,
  path = '',
): readonly string[] {
  if (expected instanceof RegExp) {
    return typeof actual === 'string' && expected.test(actual) ? [] : [line(path, String(expected), actual)];
  }
  if (typeof expected !== 'object' || expected === null) {
    const wanted = typeof expected === 'string' ? expected.replaceAll('{reference}', reference) : expected;
    return wanted === actual ? [] : [line(path, JSON.stringify(wanted), actual)];
  }
  if (typeof actual !== 'object' || actual === null) return [line(path, 'an object', actual)];
  return Object.entries(expected).flatMap(([name, value]) =>
    differencesOf(
      value,
      (actual as Record<string, unknown>)[name],
      reference,
      path ? `${path}.${name}` : name,
    ),
  );
}

function line(path: string, wanted: string, actual: unknown): string {
  return `${path || 'the answer'}: ${wanted} was expected, ${JSON.stringify(actual) ?? 'nothing'} came`;
}
