/** Who may cause a fact. People get a kind of their own when they sign in. */
export const actorKinds = [
  'SERVER_KEY',
  'CLIENT_TOKEN',
  'CHECKOUT_TOKEN',
  'GATEWAY',
  'DANA',
  'OPERATOR',
] as const;
export type ActorKind = (typeof actorKinds)[number];

/** Who caused a fact: for operators and bookkeeping, never for payers. */
export interface Actor {
  readonly kind: ActorKind;
  /** The id of the key, or of the order or checkout of the token; null if the kind says it all. */
  readonly id: string | null;
  /** The name that people gave the key; null if there is none. */
  readonly name: string | null;
}

/** DANA, which answers, notifies and reports. */
export const danaActor: Actor = { kind: 'DANA', id: null, name: null };

/** The gateway itself. */
export const gatewayActor: Actor = { kind: 'GATEWAY', id: null, name: null };
