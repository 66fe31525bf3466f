import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
/** Beside the packages that the programs need; not the `dist` of somebody who is using it. */
export const builtFolder = join(root, 'node_modules/.cache/gapura-bench');

/**
 * Compiles what is measured, as `npm run build` does. Under tsx every closure would carry its name in a dictionary of
 * its own (esbuild's keepNames), which cost 5 KB of the 27 KB that a subscriber weighed.
 */
export function buildPrograms(): void {
  rmSync(builtFolder, { recursive: true, force: true });
  execFileSync(join(root, 'node_modules/.bin/tsc'), ['-p', join(root, 'test/bench/tsconfig.json')], {
    stdio: 'inherit',
  });
  cpSync(join(root, 'src/store/migrations'), join(builtFolder, 'src/store/migrations'), { recursive: true });
  // Below node_modules no package.json is looked for further up.
  writeFileSync(join(builtFolder, 'package.json'), '{ "type": "module" }');
}
