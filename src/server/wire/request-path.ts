/** Reads the path out of a request's URL, without query and without the prefix of PUBLIC_URL. */
export type ReadPath = (url: string | undefined) => string;

/**
 * Makes the reader for a gateway below `prefix` (`/pay`; empty: none). Some proxies remove the prefix and others pass it
 * on, so both are right. Paths are not decoded.
 */
export function createPathReader(prefix: string): ReadPath {
  return (url) => {
    const path = url?.split('?', 1)[0] ?? '';
    return prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
  };
}
