import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { freePorts } from './free-ports.ts';

/** Tests that need a NATS server are skipped on a machine without one; `sayWithoutNats` reports that. */
export const hasNats = spawnSync('nats-server', ['--version']).status === 0;

/** Prints one line if there is no NATS server: what was skipped, and which package has it. */
export function sayWithoutNats(what: string): void {
  if (!hasNats) console.warn(`${what} NOT tried over NATS: install the Debian package nats-server`);
}

/** A NATS server that a test kills and starts again at the same port. */
export interface NatsServer {
  /** `host:port` */
  readonly address: string;
  kill(): Promise<void>;
  start(): Promise<void>;
  /** The server falls silent, or goes on, with every connection open. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void;
}

export async function openNatsServer(): Promise<NatsServer> {
  const [port = 0] = await freePorts(1);
  let child: ChildProcess | null = null;
  const server: NatsServer = {
    address: `127.0.0.1:${port}`,
    async kill() {
      if (child === null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      child = null;
      await ended;
    },
    async start() {
      child = spawn('nats-server', ['--addr', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
      while (!(await accepts(port))) await new Promise((again) => setTimeout(again, 20));
    },
    signal: (name) => void child?.kill(name),
  };
  await server.start();
  return server;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
