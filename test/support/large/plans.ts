import type postgres from 'postgres';
import type { Database } from '../../../src/store/postgres/database.ts';

/** A statement as the store sent it, with its parameters as the driver writes them. */
export interface SentStatement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** What executing a statement cost. */
export interface PlanCost {
  /** Rows and index entries that Postgres looked at, in whatever way, in the tables of this many rows or more. */
  readonly rowsRead: number;
  readonly rowsReturned: number;
  /** Pages of 8 KB that it touched. */
  readonly pagesCount: number;
  /** As `explain` prints it, for a test that fails. */
  readonly text: string;
}

/** From now on every statement of this pool is added to the list that is returned. */
export function recordStatements(database: Database): SentStatement[] {
  const sent: SentStatement[] = [];
  const { $client: client } = database;
  const send = client.unsafe;
  client.unsafe = ((text: string, parameters: readonly unknown[] = [], ...rest: []) => {
    sent.push({ text, parameters });
    return send(text, parameters as never, ...rest);
  }) as typeof send;
  return sent;
}

/** How Postgres plans a statement: for its values, without knowing them, or as it chooses after some executions. */
type PlanKind = 'custom' | 'generic' | 'chosen';

/** After so many executions Postgres considers a plan that does not know the values. */
const executionsBeforeGenericPlan = 6;

/**
 * Explains a statement as a connection executes it that has executed it often, and undoes what it did. `sql` must be one
 * connection that does nothing else.
 */
export async function explain(
  sql: postgres.Sql,
  { text, parameters }: SentStatement,
  kind: PlanKind = 'chosen',
): Promise<PlanCost> {
  const values = parameters.length === 0 ? '' : `(${parameters.map(literal).join(', ')})`;
  await sql.unsafe(`prepare explained as ${text}`);
  const executions = kind === 'chosen' ? executionsBeforeGenericPlan : 0;
  try {
    if (kind !== 'chosen') await sql.unsafe(`set plan_cache_mode = force_${kind}_plan`);
    for (let count = 0; count < executions; count += 1) {
      await sql.unsafe(`begin; explain execute explained${values}; rollback`);
    }
    const results = await sql.unsafe<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }[][]>(
      `begin; explain (analyze, buffers, timing off, format json) execute explained${values}; rollback`,
    );
    const plan = results.flat().find((row) => row !== undefined && 'QUERY PLAN' in row)?.['QUERY PLAN'];
    const [{ Plan: root } = { Plan: undefined }] = (typeof plan === 'string' ? JSON.parse(plan) : plan) ?? [];
    if (root === undefined) throw new Error('Postgres explained nothing');
    return costOf(root);
  } finally {
    await sql.unsafe('deallocate explained; reset plan_cache_mode');
  }
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly PlanNode[];
}

function costOf(root: PlanNode): PlanCost {
  const nodes = [...nodesOf(root)];
  const scans = nodes.filter(
    ({ 'Node Type': type }) => type.endsWith('Scan') && !/CTE|Subquery|Function|Values/.test(type),
  );
  return {
    rowsRead: scans.reduce((sum, node) => sum + readBy(node), 0),
    rowsReturned: root['Actual Rows'] * root['Actual Loops'],
    pagesCount: root['Shared Hit Blocks'] + root['Shared Read Blocks'],
    text: nodes.map(describe).join('\n'),
  };
}

function* nodesOf(node: PlanNode, depth = 0): Generator<PlanNode & { depth: number }> {
  yield { ...node, depth };
  for (const child of node.Plans ?? []) yield* nodesOf(child, depth + 1);
}

function readBy(node: PlanNode): number {
  const perLoop =
    node['Actual Rows'] +
    (node['Rows Removed by Filter'] ?? 0) +
    (node['Rows Removed by Index Recheck'] ?? 0);
  return Math.round(perLoop * node['Actual Loops']);
}

function describe(node: PlanNode & { depth: number }): string {
  const on = node['Index Name'] ?? node['Relation Name'] ?? '';
  return `${'  '.repeat(node.depth)}${node['Node Type']} ${on}: read ${readBy(node)}`;
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text =
    typeof value === 'boolean' ? String(value) : value instanceof Date ? value.toISOString() : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}
