/** What one look of the doctor's came to. */
export interface Finding {
  /** What was looked at, in two or three words. */
  readonly check: string;
  /** `warn`: money can flow, and something should not stay so. `fail`: money would not flow, or not safely. */
  readonly verdict: 'ok' | 'warn' | 'fail';
  /** What was seen; no secret, and nothing that was not checked. */
  readonly says: string;
  /** What to do about it; null where all is well. */
  readonly todo: string | null;
}

export function ok(check: string, says: string): Finding {
  return { check, verdict: 'ok', says, todo: null };
}

export function warn(check: string, says: string, todo: string): Finding {
  return { check, verdict: 'warn', says, todo };
}

export function fail(check: string, says: string, todo: string): Finding {
  return { check, verdict: 'fail', says, todo };
}

const checkColumns = 20;

/** The finding as it is printed: one line, and a second that says what to do. */
export function linesOf({ check, verdict, says, todo }: Finding): string {
  const line = `${verdict.padEnd(4)}  ${check.padEnd(checkColumns)}  ${oneLine(says)}\n`;
  return todo === null ? line : `${line}      → ${oneLine(todo)}\n`;
}

/** Whatever a server or a driver said may hold line breaks or control characters of a terminal. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the terminal
  return text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}
