import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What `<name>.bench.ts` exports. */
export interface Bench {
  /** One line for the list. */
  readonly about: string;
  /** Measures and prints; rejects where what it measured is broken. `isSmoke`: seconds, to see that it still runs. */
  run(options: { isSmoke: boolean }): Promise<void>;
}

/** `npm run bench -- <name> [--smoke]`. A bench is a file beside this one; nothing else has to know of it. */
const suffix = '.bench.ts';
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
  await (await load(wanted)).run({ isSmoke: flags.includes('--smoke') });
}
