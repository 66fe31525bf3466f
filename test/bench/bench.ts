import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What `<name>.bench.ts` exports. */
export interface Bench {
  /** A one-line description for the list of benches. */
  readonly about: string;
  /**
   * Measures and prints; rejects if the result is broken. `isSmoke`: a few seconds, to check that the bench
   * still runs. `flags`: everything else after the name.
   */
  run(options: { isSmoke: boolean; flags: readonly string[] }): Promise<void>;
}

/** `npm run bench -- <name> [--smoke]`. Every `*.bench.ts` file beside this one is a bench; no list names them. */
const suffix = '.bench.ts';
const smoke = '--smoke';
const folder = import.meta.dirname;
const names = readdirSync(folder)
  .filter((file) => file.endsWith(suffix))
  .map((file) => file.slice(0, -suffix.length));
const [wanted, ...flags] = process.argv.slice(2);

async function load(name: string): Promise<Bench> {
  return (await import(join(folder, name + suffix))) as Bench;
}

if (wanted === undefined || !names.includes(wanted)) {
  console.log('npm run bench -- <name> [--smoke]\n');
  for (const name of names) console.log(`  ${name.padEnd(12)} ${(await load(name)).about}`);
  process.exitCode = wanted === undefined ? 0 : 64;
} else {
  await (await load(wanted)).run({
    isSmoke: flags.includes(smoke),
    flags: flags.filter((flag) => flag !== smoke),
  });
}
