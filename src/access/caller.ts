/** What a server key may do. */
export const scopes = [
  'orders:read',
  'orders:create',
  'orders:cancel',
  'refunds:create',
  'ops:read',
] as const;
export type Scope = (typeof scopes)[number];

/** Who is calling, as its credential says. Made once for each HTTP request, SSE stream or WebSocket. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** A merchant's server. */
  | {
      readonly kind: 'serverKey';
      readonly keyId: string;
      readonly scopes: ReadonlySet<Scope>;
      /** Left out: until it is revoked. */
      readonly expiresAt?: Date;
    }
  /** A payer's browser or app: may read and watch this one order. */
  | { readonly kind: 'clientToken'; readonly orderId: string; readonly expiresAt: Date }
  /** A payer's browser or app: may read and pay this one checkout, and read and watch the orders of its attempts. */
  | { readonly kind: 'checkoutToken'; readonly checkoutId: string; readonly expiresAt: Date };

/** The context of every GraphQL operation carries the caller; these answer what it may do. */
export function hasScope(caller: Caller, scope: Scope): boolean {
  return caller.kind === 'serverKey' && caller.scopes.has(scope);
}

/** The id by which requests of one credential are counted; null for anonymous callers. */
export function credentialIdOf(caller: Caller): string | null {
  switch (caller.kind) {
    case 'serverKey':
      return caller.keyId;
    case 'clientToken':
      return caller.orderId;
    case 'checkoutToken':
      return caller.checkoutId;
    case 'anonymous':
      return null;
  }
}

/** When the caller's credential expires; null if it does not. */
export function expiryOf(caller: Caller): Date | null {
  return caller.kind === 'anonymous' ? null : (caller.expiresAt ?? null);
}

/**
 * Reading and watching one order, as far as the order's id decides it: server keys with `orders:read`, and the
 * order's own client token. Whether an order is a try of a checkout token's checkout is on record, not in its id.
 */
export function mayReadOrder(caller: Caller, orderId: string): boolean {
  return hasScope(caller, 'orders:read') || (caller.kind === 'clientToken' && caller.orderId === orderId);
}
