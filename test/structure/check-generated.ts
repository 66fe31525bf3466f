import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** `npm run check:generated`, after `npm run generate`: ends with 1 if that changed a file, because a commit forgot it. */
const generated = [
  'schema.graphql',
  'src/store/migrations',
  'src/client/core/generated',
  'docs/observability.md',
  'ops',
];
const status = execFileSync('git', ['status', '--porcelain', '--', ...generated], {
  cwd: join(import.meta.dirname, '../..'),
  encoding: 'utf8',
});
if (status !== '') {
  console.error(`${status}generated files are not fresh: commit what npm run generate makes`);
  process.exit(1);
}
