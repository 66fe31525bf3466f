import '../runtime/time-zone.ts';

import { readFileSync } from 'node:fs';
import { readConfig } from '../config/config.ts';
import { linesOf } from '../doctor/finding.ts';
import { runChecks } from '../doctor/run-checks.ts';
import { createMask } from '../uat/report/masking.ts';
import { secretsOf } from '../uat/report/secrets.ts';
import { exitCodes, runCommand } from './run-command.ts';

const usage = `npm run doctor -- [--public-key <file>]
    Checks everything that must be right before money flows, and says what to do. It moves no money, writes nothing and
    prints no secret. It may run beside a gateway or before the first start.
    --public-key  the public key that you gave to DANA; checks that it is the other half of PRIVATE_KEY
Ends with 0 if nothing failed (there may be warnings), 1 if something failed, 64 for arguments it does not know.`;

await runCommand({
  usage,
  options: { 'public-key': { type: 'string' } },
  async run({ 'public-key': path }) {
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
    return counts.fail > 0 ? exitCodes.failed : exitCodes.done;
  },
});
