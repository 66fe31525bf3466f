import type * as z from 'zod';

/** How a body was read. */
export type Reading<T> =
  | {
      readonly isRead: true;
      readonly data: T;
      /** Paths of optional values that could not be read, and therefore count as not told. Never a value. */
      readonly unread: readonly string[];
    }
  | { readonly isRead: false; readonly error: z.ZodError };

/** Receives the paths of optional values that could not be read, for a log line. Not called if there are none. */
export type NoteUnread = (paths: readonly string[]) => void;

/** For readers whose caller logs nothing. */
export const ignoreUnread: NoteUnread = () => undefined;

/**
 * How often values are taken out before a body counts as unreadable. Each time takes out all that are wrong at once,
 * and one value climbs at most from its deepest field (about seven levels in DANA's bodies) to the top.
 */
const passesMax = 16;

/**
 * Reads a body by a schema as if every optional value that cannot be read were absent: DANA's answers hold much that
 * decides nothing, and one odd amount or time must not take the status beside it with it. A value is taken out at its
 * own path; if the schema demands it there, what contains it is taken out instead. So required fields stay strict.
 *
 * `decisive` names optional fields (`additionalInfo.merchantId`) that must be readable if they are present.
 */
export function readTolerantly<Schema extends z.ZodType>(
  schema: Schema,
  fields: Readonly<Record<string, unknown>>,
  decisive: readonly string[] = [],
): Reading<z.output<Schema>> {
  let read = schema.safeParse(fields);
  if (read.success) return { isRead: true, data: read.data, unread: [] };
  const { error } = read;
  const told = structuredClone(fields);
  const unread = new Set<string>();
  for (let pass = 0; pass < passesMax && !read.success; pass += 1) {
    const names: string[] = [];
    // Backwards, so that an element taken out of a list does not move the ones that are still to be taken out.
    for (const { path } of read.error.issues.toReversed()) {
      if (names.some((name) => isWithin(path.join('.'), name))) continue;
      const name = takeOut(told, path).join('.');
      if (name === '' || decisive.includes(name)) return { isRead: false, error };
      names.push(name);
    }
    for (const name of names) {
      for (const inner of unread) if (isWithin(inner, name)) unread.delete(inner);
      unread.add(name);
    }
    read = schema.safeParse(told);
  }
  return read.success ? { isRead: true, data: read.data, unread: [...unread] } : { isRead: false, error };
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`);
}

/** Removes the value at `path`, or the innermost thing around it if there is none; returns the path of what it removed. */
function takeOut(told: object, path: readonly PropertyKey[]): readonly PropertyKey[] {
  const containers: object[] = [told];
  for (const key of path) {
    const inner: unknown = Reflect.get(containers.at(-1) as object, key);
    if (typeof inner !== 'object' || inner === null) break;
    containers.push(inner);
  }
  for (let depth = Math.min(path.length, containers.length); depth > 0; depth -= 1) {
    const container = containers[depth - 1] as object;
    const key = path[depth - 1] as PropertyKey;
    if (!Reflect.has(container, key) || Reflect.get(container, key) === undefined) continue;
    if (Array.isArray(container)) container.splice(Number(key), 1);
    else Reflect.deleteProperty(container, key);
    return path.slice(0, depth);
  }
  return [];
}
