/** The URL of another database on the same server: for `create database` one connects to a first, then to the new one. */
export function databaseUrl(serverUrl: string, databaseName: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${databaseName}`;
  return url.href;
}
