import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.ts';

/** The program: of Debian's package `nginx`, unless NGINX names another. */
const program = process.env.NGINX ?? '/usr/sbin/nginx';

export const hasNginx = spawnSync(program, ['-v']).status === 0;

/** Starts nginx with the configuration that the docs give, before a gateway at `gatewayPort`. */
export async function startNginx({ port, gatewayPort }: { port: number; gatewayPort: number }) {
  const folder = await mkdtemp(join(tmpdir(), 'gapura-nginx-'));
  const given = await readFile(join(import.meta.dirname, '../../ops/nginx/nginx.conf'), 'utf8');
  const changed = given
    .replace('gateway:4000', `127.0.0.1:${gatewayPort}`)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replaceAll('/tmp/', `${folder}/`)
    .replace('/etc/nginx/mime.types', `${folder}/mime.types`)
    .replace('worker_processes auto', 'worker_processes 1')
    // As many as this machine's limit of open files allows.
    .replace('worker_connections 20000', 'worker_connections 512');
  const file = join(folder, 'nginx.conf');
  await writeFile(file, changed);
  await writeFile(join(folder, 'mime.types'), 'types { text/html html; text/javascript js; }');
  const options = ['-c', file, '-e', join(folder, 'error.log')];
  const { status, stderr } = spawnSync(program, ['-t', ...options], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const child = spawn(program, [...options, '-g', 'daemon off;'], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${url}/health/live`).then(
      ({ ok }) => ok,
      () => false,
    );
  await eventually(answers, Boolean);
  return {
    url,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
