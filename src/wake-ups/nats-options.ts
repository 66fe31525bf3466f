/** A NATS server, or the servers of one cluster, and who we are there. */
export interface NatsServers {
  /** `host:port` each. */
  readonly servers: readonly string[];
  readonly user: string | null;
  readonly password: string | null;
  readonly isTls: boolean;
}

/** The options of the library that say where to connect, and as whom. */
export function natsOptions({ servers, user, password, isTls }: NatsServers) {
  return {
    name: 'gapura',
    servers: [...servers],
    ...(user === null ? {} : { user }),
    ...(password === null ? {} : { pass: password }),
    ...(isTls ? { tls: {} } : {}),
  };
}
