import type { Actor } from '../../src/domain/actor.ts';

/** A merchant's server, as most facts of the tests have it. */
export const aServerKey: Actor = { kind: 'SERVER_KEY', id: 'key-1', name: 'shop-backend' };

/** A payer with the token of a checkout. */
export const aPayer: Actor = { kind: 'CHECKOUT_TOKEN', id: 'checkout-1', name: null };

/** A person who may approve what somebody else requested. */
export const approver: Actor = { kind: 'OPERATOR', id: 'person-1', name: 'Sari' };
