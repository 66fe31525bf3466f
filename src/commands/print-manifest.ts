import { writeFileSync } from 'node:fs';
import * as generated from '../client/core/generated/graphql.ts';
import { documentHashes } from '../server/graphql/registered-documents.ts';
import { exitCodes, runCommand } from './run-command.ts';

const usage = `tsx src/commands/print-manifest.ts
    A step of npm run generate: writes the hashes of all operations of our own clients, for gateways that accept no
    other operation from payers (REGISTERED_DOCUMENTS_ONLY).`;

await runCommand({
  usage,
  options: {},
  async run() {
    const lines = Object.entries(generated)
      .filter(([name]) => name.endsWith('Document') && name !== 'TypedDocumentString')
      .map(([name, document]) => {
        const hashes = documentHashes(String(document)).map((hash) => `  '${hash}',\n`);
        return `  /** ${name} */\n${hashes.join('')}`;
      });
    writeFileSync(
      new URL('../client/core/generated/registered-documents.ts', import.meta.url),
      `/** SHA-256 of every operation of src/client/core/operations, in its normal form, and with the type names of normalised caches. */\nexport const registeredDocuments: readonly string[] = [\n${lines.join('')}];\n`,
    );
    return exitCodes.done;
  },
});
