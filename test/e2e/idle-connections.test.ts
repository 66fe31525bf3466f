import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { freePorts } from '../support/free-ports.ts';
import { programArguments } from '../support/programs.ts';

const descriptorsMax = 1_024;
const idleCount = 1_200;

/** A process of its own and 1,200 sockets, so only in the long form: `TEST_LONG=1`. */
describe.runIf(process.env.TEST_LONG === '1' && process.platform === 'linux')(
  '1,200 idle connections',
  () => {
    test('leave a process with 1,024 descriptors its database; it serves on when they have gone', {
      timeout: 120_000,
    }, async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'gapura-'));
      const [port = 0, simulatorPort = 0] = await freePorts(2);
      const serverKey = `gsk_test_${'idle-connections-'.repeat(3)}`;
      const limited = [`ulimit -n ${descriptorsMax} && exec "$@"`, 'gateway', process.execPath];
      const gateway = spawn('bash', ['-c', ...limited, ...programArguments('src/main.ts')], {
        cwd: join(import.meta.dirname, '../..'),
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          DATA_DIR: dataDir,
          PORT: String(port),
          SIMULATOR_PORT: String(simulatorPort),
          DEV_SERVER_KEY: serverKey,
          LOG_LEVEL: 'info',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let log = '';
      gateway.stderr.on('data', (chunk: Buffer) => {
        log += chunk.toString();
      });
      const ready = () =>
        fetch(`http://127.0.0.1:${port}/health/ready`, { headers: { connection: 'close' } }).then(
          ({ status }) => status,
          () => null,
        );
      const sockets: net.Socket[] = [];
      try {
        await eventually(ready, (status) => status === 200, { withinMs: 60_000 });
        // Opened before the flood: whoever is connected already goes on being served, and the database with it.
        const early = net.connect(port, '127.0.0.1');
        sockets.push(early);
        await once(early, 'connect');
        const ends = new Set<net.Socket>();
        for (let count = 0; count < idleCount; count += 1) {
          const socket = net.connect(port, '127.0.0.1');
          socket.on('error', () => ends.add(socket)).on('close', () => ends.add(socket));
          sockets.push(socket);
        }
        await eventually(
          async () => ends.size,
          (endedCount) => endedCount >= idleCount - 768,
        );
        expect(idleCount - ends.size).toBeGreaterThan(700);
        // The list is read from the database.
        const body = JSON.stringify({ query: '{ orders(first: 1) { nodes { id } } }' });
        early.write(
          `POST /graphql HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
            `Authorization: Bearer ${serverKey}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
        );
        const [answer] = (await once(early, 'data')) as [Buffer];
        expect(answer.toString()).toContain('{"data":{"orders":{"nodes":[]}}}');
        for (const socket of sockets) socket.destroy();
        await eventually(ready, (status) => status === 200);
        expect(gateway.exitCode).toBeNull();
        expect(log).toContain('"connectionsMax":768');
        expect(log).toContain('http.connections_refused');
        expect(log).not.toMatch(/EMFILE|gateway\.crashed/);
      } finally {
        for (const socket of sockets) socket.destroy();
        const ended = once(gateway, 'exit');
        gateway.kill('SIGTERM');
        await ended;
        await rm(dataDir, { recursive: true, force: true });
      }
    });
  },
);
