/**
 * The code that an error carries: of the system (`ECONNREFUSED`), of Node (`ERR_PARSE_ARGS_UNKNOWN_OPTION`), of a driver
 * or of Postgres (`57P01`); undefined if it carries none. Safe to show: codes hold no values and no secrets.
 */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}
