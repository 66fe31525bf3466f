import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run test:long`: every case, then many simulated worlds, the planted bugs, the image, and the other Nodes. */
const root = join(import.meta.dirname, '..');
const tsx = ['--import', 'tsx'];
const steps: readonly (readonly string[])[] = [
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run'],
  [...tsx, 'test/simulation/simulate.ts', '--seeds', '100000'],
  [...tsx, 'test/simulation/simulate.ts', '--mutants'],
  [...tsx, 'test/image/try-image.ts'],
  [...tsx, 'test/nodes.ts'],
];

for (const step of steps) {
  // The last step runs samples, like any other run.
  const isLong = !step.includes('test/nodes.ts');
  const { status } = spawnSync(process.execPath, step, {
    cwd: root,
    env: isLong ? { ...process.env, TEST_LONG: '1' } : process.env,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
