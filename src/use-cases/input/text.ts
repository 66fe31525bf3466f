import type { InputIssue, InputRule } from '../outcomes.ts';

/** Collects every fault of an input, each at its path. */
export interface Issues {
  readonly list: InputIssue[];
  add(path: readonly string[], rule: InputRule): void;
}

export function newIssues(): Issues {
  const list: InputIssue[] = [];
  return { list, add: (path, rule) => list.push({ path, ...rule }) };
}

/** The alphabet of references. DANA documents none; these are what every channel of its is known to take. */
export const referencePattern = /^[A-Za-z0-9_\-./]*$/;

/**
 * C0 and C1 controls, half a surrogate pair (no UTF-8 has it, so neither DANA nor Postgres takes it), line and
 * paragraph separators, and what reverses or hides text on a payer's screen.
 */
const controlPattern = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u;

/**
 * One text field: bounded in UTF-16 units as DANA's SDK counts them (an emoji is two), free of control characters, and not blank
 * if required. Returns whether it is valid; null is valid if the field is optional.
 */
export function checkText(
  issues: Issues,
  path: readonly string[],
  text: string | null,
  { max, isRequired = false }: { max: number; isRequired?: boolean },
): boolean {
  const rule = faultOf(text, max, isRequired);
  if (rule !== null) issues.add(path, rule);
  return rule === null;
}

function faultOf(text: string | null, max: number, isRequired: boolean): InputRule | null {
  if (text === null || text === '') return isRequired ? { rule: 'REQUIRED' } : null;
  if (text.length > max) return { rule: 'TOO_LONG', max };
  if (controlPattern.test(text)) return { rule: 'CONTROL_CHARACTER' };
  return isRequired && text.trim() === '' ? { rule: 'BLANK' } : null;
}
