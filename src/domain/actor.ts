/** Who may cause a fact. People are OPERATOR, with a key of their own or on the command line. */
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
  /** Of the key, of the person, or of the order or checkout of the token; null if the kind says it all, or on the command line. */
  readonly id: string | null;
  /** The name of the person, or the one that people gave the key; null if there is none. */
  readonly name: string | null;
}

/** DANA, which answers, notifies and reports. */
export const danaActor: Actor = { kind: 'DANA', id: null, name: null };

/** The gateway itself. */
export const gatewayActor: Actor = { kind: 'GATEWAY', id: null, name: null };
