import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/simulator/clock.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded/embedded-postgres.ts';
import { eventually } from '../support/eventually.ts';
import { freePorts } from '../support/free-ports.ts';

/**
 * `npm run test:image`, a step of `npm run test:long`: builds the Dockerfile without docker, starts the result as process
 * 1, as uid 1000, on a read-only root, makes an order, and ends it by SIGTERM. Says so where that cannot be tried.
 */
const root = join(import.meta.dirname, '../..');
const merchantId = '216620000000000000001';

const canTry =
  process.getuid?.() === 0 &&
  ['apt-get', 'unshare', 'npm'].every((name) => spawnSync(name, ['--version']).status === 0);
if (!canTry) {
  console.warn('SKIPPED: the image was NOT built: that takes root on Debian, with apt-get and unshare');
  process.exit(0);
}
const work = join(tmpdir(), 'gapura-image');
const built = spawnSync(join(import.meta.dirname, 'build-image.sh'), [work, root], {
  stdio: ['ignore', 'pipe', 'inherit'],
  encoding: 'utf8',
});
if (built.status !== 0) throw new Error('The image could not be built.');
const image = built.stdout.trim();

const folder = await mkdtemp(join(tmpdir(), 'gapura-image-'));
await chmod(folder, 0o755);
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const simulator = await startSimulator({
  ...{ host: '127.0.0.1', port: 0, dataDir: join(folder, 'simulator'), clock: systemClock() },
  partners: [
    {
      ...{ partnerId: 'image', merchantId },
      publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
  ],
});
const [port = 0] = await freePorts(1);
const url = `http://127.0.0.1:${port}`;
const serverKey = 'gsk_test_image-0123456789abcdefghijklmnop';

// A namespace of processes and of mounts: what a container is made of.
const setUp = `mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && mount -t tmpfs tmpfs "$0/tmp" &&
  exec chroot --userspec=1000:1000 "$0" sh -c 'cd /app && ! touch /app/written 2>/dev/null && exec node dist/main.js'`;
const container = spawn('unshare', ['--mount', '--pid', '--fork', 'sh', '-c', setUp, image], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...{ PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', HOST: '127.0.0.1', PORT: String(port) },
    ...{ DANA_ENV: 'sandbox', DANA_BASE_URL: simulator.url, X_PARTNER_ID: 'image', MERCHANT_ID: merchantId },
    ...{ EXTERNAL_STORE_ID: 'image', MCC: '5732', DATABASE_URL: postgres.url, LOG_LEVEL: 'warn' },
    ...{ PUBLIC_URL: url, RETURN_URL: 'https://shop.example/thanks', SERVER_KEY: serverKey },
    PRIVATE_KEY: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    DANA_WEBHOOK_PUBLIC_KEY_STRING: simulator.publicKey,
    TOKEN_SECRET: 'image-token-secret-0123456789abcdefgh',
  },
});
try {
  const isReady = () =>
    fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await eventually(isReady, Boolean, { withinMs: 60_000 });
  const bri = 'payMethod: "VIRTUAL_ACCOUNT", payOption: "VIRTUAL_ACCOUNT_BRI"';
  const input = `{ partnerReferenceNo: "image-1", amount: "75000", title: "Two tickets", ${bri} }`;
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${serverKey}` },
    body: JSON.stringify({ query: `mutation { createOrder(input: ${input}) { __typename } }` }),
  });
  const answer = await response.text();
  if (!answer.includes('CreateOrderSuccess')) throw new Error(answer);
  const ended = once(container, 'exit');
  const { stdout } = spawnSync('pgrep', ['-P', String(container.pid)], { encoding: 'utf8' });
  process.kill(Number(stdout), 'SIGTERM');
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`The gateway ended with ${code} after SIGTERM.`);
  console.log('The image starts read-only as uid 1000, makes an order, and ends by SIGTERM.');
} finally {
  container.kill('SIGKILL');
  await simulator.close();
  await postgres.leave();
  await rm(folder, { recursive: true, force: true });
}
