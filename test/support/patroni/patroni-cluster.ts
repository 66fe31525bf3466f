import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { eventually } from '../eventually.ts';
import { freePorts } from '../free-ports.ts';
import { type Member, startMember } from './member.ts';
import { proxySettings, settingsOf } from './settings.ts';

const programs = ['patroni', 'etcd', 'haproxy', 'setpriv'] as const;

/** Tests of a failover are skipped on a machine without these programs; `sayWithoutPatroni` reports that. */
export const hasPatroni =
  process.getuid?.() === 0 && programs.every((program) => spawnSync('which', [program]).status === 0);

/** Prints one line if the programs are missing: what was skipped, and which packages have them. */
export function sayWithoutPatroni(what: string): void {
  if (!hasPatroni)
    console.warn(
      `${what} NOT tried on Patroni: as root, install the Debian packages patroni, etcd-server, haproxy and postgresql`,
    );
}

const nodeNames = ['pg1', 'pg2', 'pg3'] as const;
/** A busy machine needs time to make three clusters. */
const startWithinMs = 180_000;
const password = 'known-to-the-test';
/** The time to live of the leader's lock, once the cluster is made: a new leader soon after the old one stood still. */
const ttlSeconds = 5;

/** One machine of Postgres with its Patroni. */
export interface PatroniNode {
  readonly name: string;
  readonly port: number;
  /** Postgres and Patroni together, as a machine: SIGKILL ends it, SIGSTOP freezes it, SIGCONT lets it go on. */
  signal(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Patroni alone; its Postgres goes on. */
  signalPatroni(name: 'SIGSTOP' | 'SIGCONT'): void;
  /** Starts it again after SIGKILL. */
  start(): Promise<void>;
}

/** Three machines of Postgres with a synchronous standby, kept by Patroni and etcd, behind HAProxy. */
export interface PatroniCluster {
  readonly nodes: readonly PatroniNode[];
  /** Makes a database. Its URL by all three addresses, where the driver looks for the leader, and by HAProxy. */
  createDatabase(name: string): Promise<{ readonly directUrl: string; readonly proxiedUrl: string }>;
  /** The leader, waited for. */
  leader(): Promise<PatroniNode>;
  /** Resolves when a synchronous standby is there: without one, the loss of the leader is the loss of all writes. */
  whole(): Promise<void>;
  /** Hands the lead over to the synchronous standby, as for maintenance. */
  switchOver(): Promise<void>;
  /** How many sessions of gateways stand on machines that do not lead. */
  sessionsOnStandbys(): Promise<number>;
  dispose(): Promise<void>;
}

/** Starts it with the files of `ops/patroni` and `ops/haproxy`. */
export async function startPatroniCluster(): Promise<PatroniCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'gapura-patroni-'));
  await chmod(folder, 0o777);
  const [etcdPort = 0, peerPort = 0, proxyPort = 0, ...ports] = await freePorts(3 + 2 * nodeNames.length);
  const etcdUrl = `http://127.0.0.1:${etcdPort}`;
  const peerUrl = `http://127.0.0.1:${peerPort}`;
  const members: Member[] = [];
  const etcd = startMember('etcd', [
    ...['--enable-v2=true', '--name', 'e', '--data-dir', join(folder, 'etcd'), '--logger', 'zap'],
    ...['--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl],
    ...['--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl],
    ...['--initial-cluster', `e=${peerUrl}`],
  ]);
  members.push(etcd);
  const places = nodeNames.map((name, index) => ({
    name,
    port: ports[2 * index] ?? 0,
    restPort: ports[2 * index + 1] ?? 0,
  }));
  const nodes: (PatroniNode & { readonly restPort: number })[] = [];
  for (const { name, port, restPort } of places) {
    const sockets = join(folder, `${name}-sockets`);
    await mkdir(sockets);
    await chmod(sockets, 0o777);
    const file = join(folder, `${name}.yml`);
    await writeFile(file, await settingsOf(sockets));
    const environment = {
      PATRONI_NAME: name,
      PATRONI_RESTAPI_LISTEN: `127.0.0.1:${restPort}`,
      PATRONI_RESTAPI_CONNECT_ADDRESS: `127.0.0.1:${restPort}`,
      PATRONI_POSTGRESQL_LISTEN: `127.0.0.1:${port}`,
      PATRONI_POSTGRESQL_CONNECT_ADDRESS: `127.0.0.1:${port}`,
      PATRONI_POSTGRESQL_DATA_DIR: join(folder, `${name}-data`),
      PATRONI_POSTGRESQL_PGPASS: join(folder, `${name}-pgpass`),
      PATRONI_ETCD_HOSTS: `127.0.0.1:${etcdPort}`,
      PATRONI_SUPERUSER_USERNAME: 'postgres',
      PATRONI_SUPERUSER_PASSWORD: password,
      PATRONI_REPLICATION_USERNAME: 'replicator',
      PATRONI_REPLICATION_PASSWORD: password,
      PATRONI_REWIND_USERNAME: 'rewind',
      PATRONI_REWIND_PASSWORD: password,
      HOME: folder,
    };
    const postmaster = () => postmasterOf(environment.PATRONI_POSTGRESQL_DATA_DIR);
    const run = () =>
      startMember('patroni', [file], { account: 'postgres', environment, others: postmaster });
    let member = run();
    members.push(member);
    nodes.push({
      name,
      port,
      restPort,
      signal: (signal) => member.signalAll(signal),
      signalPatroni: (signal) => member.signal(signal),
      async start() {
        await member.ended();
        member = run();
        members.push(member);
      },
    });
  }

  const isLeader = async ({ restPort }: { readonly restPort: number }) => {
    const answer = await fetch(`http://127.0.0.1:${restPort}/primary`, {
      signal: AbortSignal.timeout(1_000),
    }).catch(() => null);
    return answer?.ok === true;
  };
  async function leader(): Promise<PatroniNode> {
    const found = await eventually(
      async () => {
        const answers = await Promise.all(nodes.map(isLeader));
        return nodes.find((_, index) => answers[index]);
      },
      (node) => node !== undefined,
      { withinMs: startWithinMs },
    );
    if (found === undefined) throw new Error('no machine leads');
    return found;
  }
  const isSynchronous = async () => {
    const answers = await Promise.all(
      nodes.map(({ restPort }) =>
        fetch(`http://127.0.0.1:${restPort}/sync`, { signal: AbortSignal.timeout(1_000) }).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    return answers.includes(true);
  };
  const whole = async () => {
    await eventually(isSynchronous, Boolean, { withinMs: startWithinMs });
  };
  const adminOf = (port: number) =>
    postgres(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`, {
      ...{ max: 1, fetch_types: false, connect_timeout: 2, idle_timeout: 1 },
      onnotice: () => undefined,
    });
  const patroniOf = async (path: string, method: string, body: object) => {
    const { name, port } = await leader();
    const restPort = places.find((place) => place.port === port)?.restPort;
    const answer = await fetch(`http://127.0.0.1:${restPort}/${path}`, {
      method,
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} on ${name}: ${answer.status} ${await answer.text()}`);
  };

  async function dispose(): Promise<void> {
    for (const member of members) member.signalAll('SIGCONT');
    for (const member of members) member.signalAll('SIGKILL');
    await Promise.all(members.map((member) => member.ended()));
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  try {
    await leader();
    await whole();
    await patroniOf('config', 'PATCH', { ttl: ttlSeconds, retry_timeout: 2 });
    const proxyFile = join(folder, 'haproxy.cfg');
    await writeFile(proxyFile, await proxySettings(proxyPort, places));
    members.push(startMember('haproxy', ['-f', proxyFile, '-db']));
  } catch (error) {
    const said = members.map((member) => member.output().slice(-2_000)).join('\n');
    await dispose();
    throw new Error(`the cluster did not start\n${said}`, { cause: error });
  }

  return {
    nodes,
    async createDatabase(name) {
      const admin = adminOf((await leader()).port);
      await admin`create database ${admin(name)}`;
      await admin.end();
      const hosts = places.map(({ port }) => `127.0.0.1:${port}`).join(',');
      const account = `postgres://postgres:${password}`;
      return {
        directUrl: `${account}@${hosts}/${name}?target_session_attrs=primary`,
        proxiedUrl: `${account}@127.0.0.1:${proxyPort}/${name}`,
      };
    },
    leader,
    whole,
    async switchOver() {
      const { name } = await leader();
      await whole();
      await patroniOf('switchover', 'POST', { leader: name });
    },
    async sessionsOnStandbys() {
      const leading = await leader();
      const counts = await Promise.all(
        nodes
          .filter((node) => node !== leading)
          .map(async ({ port }) => {
            const admin = adminOf(port);
            const rows = await admin<{ count: string }[]>`
              select count(*) from pg_stat_activity where application_name like 'gapura%'`.catch(() => []);
            await admin.end({ timeout: 1 });
            return Number(rows[0]?.count ?? 0);
          }),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
    dispose,
  };
}

/** Postgres is no child of its Patroni: it goes on without it. */
function postmasterOf(dataDir: string): readonly number[] {
  const file = join(dataDir, 'postmaster.pid');
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n', 1)[0]) : 0;
  return pid > 0 ? [pid] : [];
}
