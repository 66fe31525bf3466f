import { writeFileSync } from 'node:fs';
import { printSchema } from 'graphql';
import { schema } from '../graphql/schema.ts';
import { exitCodes, runCommand } from './run-command.ts';

const usage = `tsx src/commands/print-schema.ts
    A step of npm run generate: writes schema.graphql, in the order in which the code declares the schema.`;

await runCommand({
  usage,
  options: {},
  async run() {
    writeFileSync(new URL('../../schema.graphql', import.meta.url), `${printSchema(schema)}\n`);
    return exitCodes.done;
  },
});
