/** Where a payer goes after paying: a page that a browser can be sent to, or an app that a tap can open. */
export interface ReturnTarget {
  kind: 'web' | 'app';
  url: string;
}

/** Schemes by which an address would run or show something itself instead of leading to a shop. */
const forbiddenSchemes = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'filesystem:'];

/** The merchant's PAY_RETURN as something safe to link and to send, or null where it leads nowhere. */
export function returnTarget(address: string | null): ReturnTarget | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  if (forbiddenSchemes.includes(protocol)) return null;
  return { kind: protocol === 'http:' || protocol === 'https:' ? 'web' : 'app', url: href };
}
