import { parseJakarta } from '../model/jakarta-time.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { readMoney } from '../model/money.ts';

/**
 * The required shape of a body field. `path` walks objects with dots and lists with [], e.g.
 * `urlParams[].url`: the rule applies to each element, and an absent list has none.
 */
export interface FieldRule {
  path: string;
  isMandatory?: boolean;
  shape: 'text' | 'money' | 'object' | 'list' | 'time';
  lengthMax?: number;
  /** Whether a mandatory text may be "": DANA's UAT suite sends such texts. */
  mayBeEmpty?: boolean;
}

export type FieldFault = { kind: 'missing' | 'malformed'; field: string };

/**
 * The first fault of a body under these rules, or null. Missing fields come before malformed ones, in DANA's
 * sequence. A mandatory field that is "" counts as malformed: the UAT suite expects 4000001 for an empty
 * merchantId.
 */
export function findFieldFault(body: JsonObject, rules: readonly FieldRule[]): FieldFault | null {
  const isFaulty = { missing: isMissing, malformed: isMalformed };
  for (const kind of ['missing', 'malformed'] as const) {
    const rule = rules.find((one) =>
      valuesAt(body, one.path.split('.')).some((value) => isFaulty[kind](one, value)),
    );
    if (rule !== undefined) return { kind, field: fieldName(rule.path) };
  }
  return null;
}

/**
 * The content of a text field; null if it is absent, null or "" (clients commonly send optional fields
 * empty).
 */
export function textAt(body: JsonObject, path: string): string | null {
  const value = valuesAt(body, path.split('.'))[0];
  return typeof value === 'string' && value !== '' ? value : null;
}

function isMissing(rule: FieldRule, value: JsonValue | undefined): boolean {
  return rule.isMandatory === true && (value === undefined || value === null);
}

function isMalformed(rule: FieldRule, value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return false;
  if (value === '') return rule.isMandatory === true && rule.mayBeEmpty !== true;
  switch (rule.shape) {
    case 'text':
      return typeof value !== 'string' || value.length > (rule.lengthMax ?? Number.POSITIVE_INFINITY);
    case 'time':
      return typeof value !== 'string' || parseJakarta(value) === null;
    case 'money':
      return readMoney(value) === null;
    case 'object':
      return !isJsonObject(value);
    case 'list':
      return !Array.isArray(value) || (rule.isMandatory === true && value.length === 0);
  }
}

function valuesAt(value: JsonValue | undefined, steps: readonly string[]): (JsonValue | undefined)[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  const isList = step.endsWith('[]');
  const member = isJsonObject(value) ? value[isList ? step.slice(0, -2) : step] : undefined;
  if (!isList) return valuesAt(member, rest);
  return Array.isArray(member) ? member.flatMap((element) => valuesAt(element, rest)) : [];
}

/** DANA names the last part only: "Invalid Mandatory Field orderTitle". */
function fieldName(path: string): string {
  return (path.split('.').at(-1) ?? path).replace('[]', '');
}
