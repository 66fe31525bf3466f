import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Where /proc/<pid>/stat has its fields; the command in brackets before them may hold spaces. proc_pid_stat(5). */
const fields = { parent: 1, user: 11, system: 12, childrenUser: 13, childrenSystem: 14 } as const;
type Field = keyof typeof fields;

const ticksPerSecond =
  process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : Number.NaN;

/** Null if there is no such process any more. */
function statOf(pid: number): ((field: Field) => number) | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const values = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return (field) => Number(values[fields[field]]);
  } catch {
    return null;
  }
}

/** The processor time of one process, user and system, in milliseconds. NaN where the system is not Linux. */
export function processorMs(pid: number): number {
  const stat = statOf(pid);
  if (stat === null) return Number.NaN;
  return ((stat('user') + stat('system')) * 1_000) / ticksPerSecond;
}

/** The same of a process and all its children, those that have ended included: of a whole Postgres. */
export function processorMsOfFamily(pid: number): number {
  const stat = statOf(pid);
  if (stat === null) return Number.NaN;
  const ended = ((stat('childrenUser') + stat('childrenSystem')) * 1_000) / ticksPerSecond;
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && statOf(Number(name))?.('parent') === pid)
    .map((name) => processorMs(Number(name)))
    .filter(Number.isFinite);
  return children.reduce((sum, ms) => sum + ms, processorMs(pid) + ended);
}
