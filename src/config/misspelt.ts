import { type Environment, variableNames } from './variables.ts';

/** A slip of the finger or two; names that are shorter than this are too close to others by chance. */
const slipsMax = 2;
const nameCharsMin = 7;

/** One warning for each variable that looks like one of ours which is not set: a misspelt one has no effect at all. */
export function misspeltWarnings(environment: Environment): readonly string[] {
  const missing = variableNames.filter(
    (name) => environment[name] === undefined && name.length >= nameCharsMin,
  );
  return Object.keys(environment)
    .filter((name) => !variableNames.includes(name))
    .flatMap((name) => {
      const meant = missing.find((candidate) => slipsBetween(normalised(name), candidate) <= slipsMax);
      return meant === undefined ? [] : [`${name} is not read: is it meant to be ${meant}?`];
    });
}

function normalised(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

/** How many letters must be added, removed or changed, or neighbours swapped, to make one text of the other. */
function slipsBetween(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > slipsMax) return Number.POSITIVE_INFINITY;
  let previous: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const next = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (previous[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    previous = last;
    last = next;
  }
  return last[other.length] ?? Number.POSITIVE_INFINITY;
}
