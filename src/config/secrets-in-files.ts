/** Secrets that a file may hold: the variable `<name>_PATH` names it and wins. Its white space at the ends is no part. */
export const secretsInFiles = [
  'DATABASE_URL',
  'DATABASE_LISTEN_URL',
  'EVENTS_SECRET',
  'SERVER_KEY',
  'TOKEN_SECRET',
  'OIDC_CLIENT_SECRET',
] as const;
