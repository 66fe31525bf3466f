import { writeFileSync } from 'node:fs';
import * as generated from '../client/core/generated/graphql.ts';
import { documentHash } from '../server/graphql/registered-documents.ts';

/**
 * A step of `npm run generate`: the hashes of every operation of our own clients, for gateways that take no
 * other from payers (REGISTERED_DOCUMENTS_ONLY).
 */
const hashes = Object.entries(generated)
  .filter(([name]) => name.endsWith('Document') && name !== 'TypedDocumentString')
  .map(([name, document]) => ({ name, hash: documentHash(String(document)) }));

const lines = hashes.map(({ name, hash }) => `  /** ${name} */\n  '${hash}',\n`);
writeFileSync(
  new URL('../client/core/generated/registered-documents.ts', import.meta.url),
  `/** SHA-256 of every operation of src/client/core/operations, in its normal form. */\nexport const registeredDocuments: readonly string[] = [\n${lines.join('')}];\n`,
);
