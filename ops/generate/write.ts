import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withPart } from './generated-parts.ts';
import { metricsTable } from './metrics-table.ts';

// Part of `npm run generate`: what is made from the list of metrics.
const docs = join(import.meta.dirname, '../../docs/observability.md');
const page = readFileSync(docs, 'utf8');
writeFileSync(docs, withPart(page, 'metrics', metricsTable()));
