import type { Caller, Scope } from './caller.ts';

/** Who may use a field. Nobody without a credential; which *order* a caller may see is decided by its id. */
export interface Permission {
  /** The scope that a server key needs; `any`: every server key will do. */
  readonly serverKey: Scope | 'any';
  /** Whether a client token may use the field at all; what it then sees is its own order and nothing else. */
  readonly clientToken: boolean;
}

/**
 * Authorisation, on one page. Every root field has a row (a schema with a root field that has none does not
 * start); below the roots, a field without a row may be used by whoever reached it.
 */
export const permissions: Readonly<Record<string, Permission>> = {
  'Query.node': { serverKey: 'orders:read', clientToken: true },
  'Query.order': { serverKey: 'orders:read', clientToken: true },
  'Query.orders': { serverKey: 'orders:read', clientToken: false },
  'Query.paymentOptions': { serverKey: 'orders:read', clientToken: false },
  'Query.events': { serverKey: 'orders:read', clientToken: false },
  'Query.incidents': { serverKey: 'ops:read', clientToken: false },

  'Mutation.createOrder': { serverKey: 'orders:create', clientToken: false },
  'Mutation.cancelOrder': { serverKey: 'orders:cancel', clientToken: false },
  'Mutation.refundOrder': { serverKey: 'refunds:create', clientToken: false },

  'Subscription.orderStatus': { serverKey: 'orders:read', clientToken: true },

  'Order.metadata': { serverKey: 'any', clientToken: false },
};

/** What a caller is told about a field: UNAUTHENTICATED asks for a credential, FORBIDDEN for another one. */
export type Verdict = 'allowed' | 'UNAUTHENTICATED' | 'FORBIDDEN';

/** Whether this caller may use a field with this permission. Asked before the field is resolved. */
export function judge(caller: Caller, permission: Permission): Verdict {
  switch (caller.kind) {
    case 'anonymous':
      return 'UNAUTHENTICATED';
    case 'clientToken':
      return permission.clientToken ? 'allowed' : 'FORBIDDEN';
    case 'serverKey':
      return permission.serverKey === 'any' || caller.scopes.has(permission.serverKey)
        ? 'allowed'
        : 'FORBIDDEN';
  }
}
