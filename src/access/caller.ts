import type { Actor } from '../domain/actor.ts';

/** What server keys may be allowed to do. */
export const scopes = [
  'orders:read',
  'orders:create',
  'orders:cancel',
  'refunds:create',
  'ops:read',
  'ops:write',
  'settlement:read',
  'settlement:write',
  'approvals:read',
  'approvals:decide',
  'evidence:read',
] as const;
/** One permission of a server key. */
export type Scope = (typeof scopes)[number];

/** What people may be. */
export const roles = ['viewer', 'support', 'finance', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

const viewing = ['orders:read', 'ops:read', 'settlement:read', 'approvals:read', 'evidence:read'] as const;
const supporting = [...viewing, 'ops:write', 'orders:create'] as const;

/** What each role may do. Only people have `approvals:decide`: a server's key is nobody's second person. */
export const scopesOfRole: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: viewing,
  support: supporting,
  finance: [...supporting, 'orders:cancel', 'refunds:create', 'settlement:write'],
  approver: [...viewing, 'approvals:decide'],
  admin: scopes,
};

/** A person who operates the gateway. */
export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** The caller according to its credential. Determined once for each HTTP request, SSE stream or WebSocket. */
export type Caller =
  | { readonly kind: 'anonymous' }
  /** A merchant's server, or a person with a key or a session of the console of their own. */
  | {
      readonly kind: 'serverKey';
      /** The id of the key, or of the session. */
      readonly keyId: string;
      /** The operator's name for the key. Absent: it has none. */
      readonly name?: string;
      readonly scopes: ReadonlySet<Scope>;
      /** The person whose key or session it is; absent: a server's. */
      readonly operator?: Operator;
      /** Absent: valid until it is revoked. */
      readonly expiresAt?: Date;
    }
  /** A payer's browser or app: may read and watch this one order. */
  | { readonly kind: 'clientToken'; readonly orderId: string; readonly expiresAt: Date }
  /** A payer's browser or app: may read and pay this one checkout, and read and watch the orders of its attempts. */
  | { readonly kind: 'checkoutToken'; readonly checkoutId: string; readonly expiresAt: Date };

/** Whether the caller is a server key with this scope. */
export function hasScope(caller: Caller, scope: Scope): boolean {
  return caller.kind === 'serverKey' && caller.scopes.has(scope);
}

/** The caller as the actor of the facts that it causes. Throws for an anonymous caller, who may cause none. */
export function actorOf(caller: Caller): Actor {
  switch (caller.kind) {
    case 'serverKey':
      if (caller.operator !== undefined) {
        return { kind: 'OPERATOR', id: caller.operator.id, name: caller.operator.name };
      }
      return { kind: 'SERVER_KEY', id: caller.keyId, name: caller.name ?? null };
    case 'clientToken':
      return { kind: 'CLIENT_TOKEN', id: caller.orderId, name: null };
    case 'checkoutToken':
      return { kind: 'CHECKOUT_TOKEN', id: caller.checkoutId, name: null };
    case 'anonymous':
      throw new Error('an anonymous caller cannot cause a fact');
  }
}

/**
 * The id by which requests are counted: of the credential, or of the person, who does not get more by signing in again. Null
 * for anonymous callers.
 */
export function credentialIdOf(caller: Caller): string | null {
  switch (caller.kind) {
    case 'serverKey':
      return caller.operator?.id ?? caller.keyId;
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
 * Whether the caller may read and watch this order, as far as the order's id decides: server keys with `orders:read`
 * and the order's own client token may. For a checkout token, the store knows which orders belong to its checkout.
 */
export function mayReadOrder(caller: Caller, orderId: string): boolean {
  return hasScope(caller, 'orders:read') || (caller.kind === 'clientToken' && caller.orderId === orderId);
}
