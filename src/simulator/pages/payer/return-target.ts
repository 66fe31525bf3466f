/** The payer's destination after paying: a web page for a redirect, or an app that a tap can open. */
export interface ReturnTarget {
  kind: 'web' | 'app';
  url: string;
}

/** Schemes with which an address would run code or show content itself instead of leading to a shop. */
const forbiddenSchemes = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'filesystem:'];

/** The merchant's PAY_RETURN as a target that is safe to link and redirect to, or null if there is none. */
export function returnTarget(address: string | null): ReturnTarget | null {
  if (address === null || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  if (forbiddenSchemes.includes(protocol)) return null;
  return { kind: protocol === 'http:' || protocol === 'https:' ? 'web' : 'app', url: href };
}
