import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dashboardFile } from './dashboard.ts';
import { faultTable } from './fault-table.ts';
import { withPart } from './generated-parts.ts';
import { metricsTable } from './metrics-table.ts';
import { alertTables, rulesFile } from './rules.ts';

// Part of `npm run generate`: what is made from the list of metrics and the list of alerts.
const ops = join(import.meta.dirname, '..');
writeFileSync(join(ops, 'prometheus/rules.yml'), rulesFile());
writeFileSync(join(ops, 'grafana/gapura.json'), dashboardFile());
const docs = join(ops, '../docs/observability.md');
const page = withPart(readFileSync(docs, 'utf8'), 'metrics', metricsTable());
writeFileSync(docs, withPart(withPart(page, 'alerts', alertTables()), 'faults', faultTable()));
