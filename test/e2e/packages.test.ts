import { execFile } from 'node:child_process';
import { cp, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../ops/pack/package-list.ts';
import { connectGateway } from '../../src/packages/server/connect-gateway.ts';
import { openPackedShop, type PackedShop } from '../support/packed-shop.ts';
import { isLong } from '../support/sample.ts';

const run = promisify(execFile);

let shop: PackedShop;
beforeAll(async () => {
  shop = await openPackedShop();
}, 240_000);
afterAll(() => shop?.close());

test.runIf(isLong)(
  'a shop’s own tests pass, as docs/testing-a-shop.md has them',
  async () => {
    await cp(join(root, 'docs/examples/shop-payments.test.js'), join(shop.folder, 'shop-payments.test.js'));
    const { stdout } = await run(process.execPath, ['--test', 'shop-payments.test.js'], { cwd: shop.folder });
    expect(stdout).toMatch(/^# pass 4$/m);
  },
  120_000,
);

test.runIf(isLong)(
  'they pass under vitest too, with one gateway for all files',
  async () => {
    await cp(join(root, 'docs/examples/vitest'), join(shop.folder, 'vitest'), { recursive: true });
    const program = join(root, 'node_modules/vitest/vitest.mjs');
    await symlink(join(root, 'node_modules/vitest'), join(shop.folder, 'node_modules/vitest'));
    const { VITEST, ...env } = process.env;
    const { stdout } = await run(process.execPath, [program, 'run', '--no-color'], {
      cwd: join(shop.folder, 'vitest'),
      env: { ...env, NO_COLOR: '1' },
    });
    expect(stdout).toMatch(/Tests +3 passed/);
  },
  120_000,
);

test.each([
  '/console/console.js',
  '/console/console.css',
  ...(isLong ? ['/graphql/assets/graphiql.js'] : []),
  '/checkout/checkout.js',
])('the gateway for tests finds %s', async (path) => {
  const response = await fetch(new URL(path, shop.gapura.url));
  expect(response.status).toBe(200);
  expect((await response.text()).length).toBeGreaterThan(1_000);
});

test.runIf(isLong)(
  'a test runner without modules requires it, and two gateways at once know nothing of each other',
  async () => {
    const testing = '@gapura/testing';
    const require = createRequire(join(shop.folder, 'package.json'));
    const { startGapura } = require(testing) as { startGapura: typeof shop.start };
    const other = await startGapura();
    await shop.openCheckout('only-here');
    expect(other.url).not.toBe(shop.gapura.url);
    const found = await connectGateway(other).order({ partnerReferenceNo: 'only-here' });
    expect(found).toBeNull();
    await other.stop();
    await expect(fetch(other.url)).rejects.toThrow();
  },
  120_000,
);
