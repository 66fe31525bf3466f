/** A world that once broke a promise, with what was wrong. */
export interface Regression {
  readonly seed: number;
  readonly story: string;
}

/**
 * Seeds whose worlds found a bug that is mended now. A seed tells its story only to the simulation that found it: when
 * that changes, it becomes one sample more, and the test beside the mended code holds the mend.
 */
export const regressions: readonly Regression[] = [
  { seed: 20080615, story: 'the late repeat of a create that had ended was held to open a second attempt' },
  {
    seed: 5772,
    story: 'a cancel of which DANA gave no account: one lost query, and what went back stayed unknown',
  },
  {
    seed: 6562,
    story: 'a lost cancel arrived after a repeat of it had been refused, and nobody asked again',
  },
  { seed: 6461, story: 'an account of more money than there was passed for the one that was owed' },
  {
    seed: 102251,
    story: 'the account behind a cancel lagged, and did not show the payment that went back with it',
  },
  {
    seed: 209028,
    story: 'a fresh read repeated a cancel whose first call was on its way: refused, and then done',
  },
  {
    seed: 8006859,
    story: 'an attempt was being opened while late money on an ended one was recorded: both could be paid',
  },
  { seed: 8016495, story: 'the same, where nobody told DANA to cancel the new attempt' },
  {
    seed: 9037609,
    story: '"not found" counted from when it was recorded, a clock jump after it had been said',
  },
  { seed: 7016779, story: 'a watcher whose reads the database refused was held to be forgotten' },
  {
    seed: 1026222,
    story: 'the account lagged behind a refund that DANA then refused to repeat: it was taken for failed',
  },
  { seed: 1029014, story: 'a refused create was recorded although another process had taken the order over' },
];
