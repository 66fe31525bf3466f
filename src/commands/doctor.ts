import '../runtime/time-zone.ts';

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readConfig } from '../config/config.ts';
import { linesOf } from '../doctor/finding.ts';
import { runChecks } from '../doctor/run-checks.ts';
import { createMask } from '../uat/report/masking.ts';
import { secretsOf } from '../uat/report/secrets.ts';

const usage = `npm run doctor -- [--public-key <file>]
    Looks at everything that must be right before money flows, and says what to do. It moves no money, writes nothing and
    prints no secret. It may run beside a gateway or before the first start.
    --public-key  the public key that was given to DANA: is it the other half of PRIVATE_KEY?
Ends with 0 where nothing failed (warnings may stand), 1 where something did, 64 for words it does not know.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { 'public-key': { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const path = values['public-key'];
  const registered = path === undefined ? null : readFileSync(path, 'utf8');
  const result = readConfig(process.env);
  const isConfigured = result.kind === 'ok' && result.config.mode === 'configured';
  const mask = createMask(isConfigured ? secretsOf(result.config.settings) : []);
  const counts = { ok: 0, warn: 0, fail: 0 };
  for await (const finding of runChecks(result, registered)) {
    counts[finding.verdict] += 1;
    process.stdout.write(mask.text(linesOf(finding)));
  }
  process.stdout.write(`\n${counts.ok} ok, ${counts.warn} warnings, ${counts.fail} failures\n`);
  return counts.fail > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE_ARGS') === true;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (isUsage) process.stderr.write(`\n${usage}\n`);
  process.exitCode = isUsage ? 64 : 1;
}
