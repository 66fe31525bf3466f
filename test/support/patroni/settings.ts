import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files that an operator gets. */
const ops = join(import.meta.dirname, '../../../ops');

/** The file of `ops/patroni`, with what only three machines in one need: a folder of its own for each one's socket. */
export async function settingsOf(sockets: string): Promise<string> {
  const given = await readFile(join(ops, 'patroni/patroni.yml'), 'utf8');
  return `${given}  parameters:\n    unix_socket_directories: ${sockets}\n    shared_buffers: 32MB\n`;
}

/** The file of `ops/haproxy`, with the addresses of this cluster. */
export async function proxySettings(
  proxyPort: number,
  places: readonly { readonly name: string; readonly port: number; readonly restPort: number }[],
): Promise<string> {
  const given = await readFile(join(ops, 'haproxy/haproxy.cfg'), 'utf8');
  return places.reduce(
    (text, { name, port, restPort }) =>
      text.replace(
        new RegExp(`server ${name} .*`),
        `server ${name} 127.0.0.1:${port} check port ${restPort}`,
      ),
    given.replaceAll('127.0.0.1:5000', `127.0.0.1:${proxyPort}`),
  );
}
