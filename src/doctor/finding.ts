/** The result of one of the doctor's checks. */
export interface Finding {
  /** What was checked, in two or three words. */
  readonly check: string;
  /** `warn`: money can flow, but something should change. `fail`: money would not flow, or not safely. */
  readonly verdict: 'ok' | 'warn' | 'fail';
  /** What the check saw; contains no secret. */
  readonly says: string;
  /** What to do about it; null if the verdict is `ok`. */
  readonly todo: string | null;
}

/** A finding that all is well. */
export function ok(check: string, says: string): Finding {
  return { check, verdict: 'ok', says, todo: null };
}

/** A finding that an operator should consider; `todo` says what to do. */
export function warn(check: string, says: string, todo: string): Finding {
  return { check, verdict: 'warn', says, todo };
}

/** A finding that must be fixed; `todo` says how. */
export function fail(check: string, says: string, todo: string): Finding {
  return { check, verdict: 'fail', says, todo };
}

const checkColumns = 20;

/** The finding as text: one line, and a second one that says what to do. */
export function linesOf({ check, verdict, says, todo }: Finding): string {
  const line = `${verdict.padEnd(4)}  ${check.padEnd(checkColumns)}  ${oneLine(says)}\n`;
  return todo === null ? line : `${line}      → ${oneLine(todo)}\n`;
}

/** Text from a server or driver may contain line breaks, or control characters for a terminal. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters must not reach the terminal
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
