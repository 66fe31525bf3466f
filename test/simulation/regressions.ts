/** A world that once broke a promise, with what was wrong. */
export interface Regression {
  readonly seed: number;
  readonly story: string;
}

/**
 * Seeds whose worlds found a bug that is mended now. A seed tells its story only to the simulation that found it: when
 * that changes, it becomes one sample more, and the test beside the mended code holds the mend.
 */
export const regressions: readonly Regression[] = [];
