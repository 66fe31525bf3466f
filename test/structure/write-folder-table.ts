import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFolderTable } from './folder-table.ts';

// Part of `npm run generate`: the README's folder table is made from the rooms.
const readme = join(import.meta.dirname, '../../README.md');
writeFileSync(readme, withFolderTable(readFileSync(readme, 'utf8')));
