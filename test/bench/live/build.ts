import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundlePrograms } from '../../../bundle-programs.ts';

const root = join(import.meta.dirname, '../../..');
/** Beside the packages that the programs need; the `dist` folder may be in use. */
export const builtFolder = join(root, 'node_modules/.cache/gapura-bench');

const programs = ['live/gateway', 'live/floor', 'live/subscribers', 'floods/flooder', 'soak/simulator'];

/**
 * Bundles the measured programs as `npm run build` does. Under tsx every closure would carry its name in a
 * dictionary of its own (esbuild's keepNames), which cost 5 KB of the 27 KB of a subscriber.
 */
export async function buildPrograms(): Promise<void> {
  rmSync(builtFolder, { recursive: true, force: true });
  await bundlePrograms(
    programs.map((program) => `test/bench/${program}`),
    { sourceFolder: root, folder: builtFolder },
  );
  for (const files of ['src/store/migrations', 'src/simulator/pages/assets']) {
    cpSync(join(root, files), join(builtFolder, files), { recursive: true });
  }
  // Below node_modules, Node searches no further up for a package.json.
  writeFileSync(join(builtFolder, 'package.json'), '{ "type": "module" }');
}
