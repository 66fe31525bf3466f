import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts } from '../../support/free-ports.ts';
import { type Child, startChild } from '../live/child.ts';
import { type Load, sendSome } from './client.ts';
import { commonEnvironment, gatewayEnvironment, serverKey } from './gateway-environment.ts';
import type { Rows } from './rows.ts';
import { insertServerKeys } from './server-keys.ts';
import { type Dialect, graphqlDialect, restDialect, tableDialect, type Work } from './works.ts';

/** One of the servers that are compared, in a process of its own. */
export interface Contestant {
  readonly name: string;
  readonly pid: number;
  readonly dialect: Dialect;
  /** The clients of this work; null if the server does not do it. */
  load(work: Work): Load | null;
  end(): Promise<void>;
}

export const peersFolder = join(import.meta.dirname, '../peers');

/** Installs the peers' packages unless they are there. Throws if the registry cannot be reached. */
export function installPeers(): void {
  if (areInstalled()) return;
  console.log('Installing the peers in test/bench/peers: first run only, about a minute.');
  execFileSync('npm', ['ci', '--loglevel=error'], { cwd: peersFolder, stdio: 'inherit' });
}

/** npm leaves a list of what it has installed; packages for other platforms are not on it. */
function areInstalled(): boolean {
  const listFile = join(peersFolder, 'node_modules/.package-lock.json');
  if (!existsSync(listFile)) return false;
  const locked = packagesIn(join(peersFolder, 'package-lock.json'));
  return Object.entries(packagesIn(listFile)).every(
    ([path, { version }]) => locked[path]?.version === version,
  );
}

function packagesIn(lockFile: string): Readonly<Record<string, { readonly version?: string }>> {
  const { packages } = JSON.parse(readFileSync(lockFile, 'utf8')) as {
    packages: Record<string, { version?: string }>;
  };
  return packages;
}

/** One for each connection. */
const clientKeysCount = 16;

export interface Surroundings {
  readonly databaseUrl: string;
  readonly danaUrl: string;
  readonly rows: Rows;
  /** For the output of the servers. */
  readonly folder: string;
}

/** Starts the gateway and every peer; the gateway is the first. All of them run in production mode. */
export async function startContestants(surroundings: Surroundings): Promise<readonly Contestant[]> {
  const { rows, folder } = surroundings;
  const environment = commonEnvironment(surroundings);
  const started: Contestant[] = [];
  try {
    started.push(await startGateway(environment, surroundings));
    const startPeer = (program: string) =>
      startChild(join(peersFolder, program), { logFile: join(folder, `${program}.log`), environment });
    for (const [name, program, dialect] of [
      ['node:http + postgres.js', 'bare.js', restDialect(rows)],
      ['Express', 'express.js', restDialect(rows)],
      ['mercurius + graphql-jit', 'mercurius.js', graphqlDialect(rows, { mayCreate: false })],
      ['Apollo Server', 'apollo.js', graphqlDialect(rows, { mayCreate: false })],
    ] as const) {
      const child = await startPeer(program);
      started.push(contestant(name, child, Number(child.ready), dialect));
    }
    started.push(await makePostgraphile(await startPeer('postgraphile.js'), rows));
    return started;
  } catch (error) {
    await Promise.all(started.map((one) => one.end()));
    throw error;
  }
}

/** Starts the gateway once for each of these environments; its name among the contestants is the key. */
export async function startGateways(
  surroundings: Surroundings,
  variants: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<readonly Contestant[]> {
  const environment = commonEnvironment(surroundings);
  const started: Contestant[] = [];
  for (const [name, more] of Object.entries(variants)) {
    started.push(await startGateway({ ...environment, ...more }, surroundings, name));
  }
  return started;
}

async function startGateway(
  environment: Readonly<Record<string, string>>,
  { databaseUrl, rows, folder }: Surroundings,
  name = 'gateway',
): Promise<Contestant> {
  const keys = [serverKey, ...(await insertServerKeys(databaseUrl, clientKeysCount - 1))];
  const [port = 0] = await freePorts(1);
  const child = await startChild('gateway.js', {
    logFile: join(folder, `${name}.log`),
    environment: { ...environment, ...gatewayEnvironment(port) },
  });
  return contestant(name, child, port, graphqlDialect(rows, { mayCreate: true }), keys);
}

function contestant(
  name: string,
  child: Child,
  port: number,
  dialect: Dialect,
  keys: readonly string[] = [serverKey],
): Contestant {
  const authorizations = keys.map((key) => `Bearer ${key}`);
  return {
    name,
    pid: child.pid,
    dialect,
    load(work) {
      if (dialect.call(work) === null) return null;
      return {
        port,
        authorizations,
        next() {
          const call = dialect.call(work);
          if (call === null) throw new Error(`${name} does no ${work}`);
          return call;
        },
        check({ status, body }) {
          if (status === 200 && body.includes('"partnerReferenceNo":"') && !body.includes('"errors"')) return;
          throw new Error(`${name}, ${work}: HTTP ${status} ${body.slice(0, 500)}`);
        },
      };
    },
    end: () => child.end(),
  };
}

/** A client of PostGraphile that reads page 1,000 has PostGraphile's cursor from the page before. */
async function makePostgraphile(child: Child, rows: Rows): Promise<Contestant> {
  const make = (cursor: string | null) =>
    contestant('PostGraphile', child, Number(child.ready), tableDialect(rows, cursor));
  const before = make(null);
  const load = before.load('page 1,000');
  const page = load === null ? null : before.dialect.result('page 1,000', await sendSome(load, 1));
  return make((page as { pageInfo: { endCursor: string } }).pageInfo.endCursor);
}
