/** A world that once broke a promise, and the reason. */
export interface Regression {
  readonly seed: number;
  readonly story: string;
}

/**
 * Seeds whose worlds found a bug that is fixed now. A seed repeats its story only in the simulation that found
 * it: after a change of the simulation it is one more sample, and the test beside the fixed code prevents the bug.
 */
export const regressions: readonly Regression[] = [
  {
    seed: 20080615,
    story: 'the oracle took the late repeat of a create that had ended for a second open attempt',
  },
  {
    seed: 5772,
    story: 'one query after a cancellation was lost, and the returned money stayed unknown',
  },
  {
    seed: 6562,
    story:
      'a lost cancellation arrived after DANA had declined its repeat, and the gateway never queried again',
  },
  { seed: 6461, story: 'a report of more money than there was counted as the report that was needed' },
  {
    seed: 102251,
    story:
      'the report after a cancellation lagged, and did not show the payment that the cancellation returned',
  },
  {
    seed: 209028,
    story:
      'a fresh read repeated a cancellation whose first call was on its way: declined, and then carried out',
  },
  {
    seed: 8006859,
    story: 'an attempt was being opened while late money for an ended one was recorded: both could be paid',
  },
  { seed: 8016495, story: 'the same, and nobody requested DANA to cancel the new attempt' },
  {
    seed: 9037609,
    story: '"not found" counted from the time of its record, a clock jump after DANA’s answer',
  },
  { seed: 7016779, story: 'the oracle took a watcher whose reads the database rejected for a forgotten one' },
  {
    seed: 1026222,
    story:
      'the report lagged behind a refund whose repeat DANA then declined: the gateway recorded it as failed',
  },
  {
    seed: 1029014,
    story: 'a declined create was recorded although another process had taken over the order',
  },
  {
    seed: 179,
    story: 'a late query learned what recovery waited for in vain, and recovery raised an incident about it',
  },
  {
    seed: 34_452,
    story: 'a refund made elsewhere was never recorded beside a chargeback that was known before it',
  },
  {
    seed: 3069,
    story:
      'a recovery without its lease reported DANA’s silence after its answer, and no later report ended that',
  },
  {
    seed: 49_896,
    story: 'DANA’s silence was reported in the moment in which its last answer came, and nothing ended that',
  },
  {
    seed: 33_783,
    story: 'the report of a batch that was stopped called a line waiting whose refund had been made',
  },
  {
    seed: 453_413,
    story:
      'a notification was kept as orphaned after its order had been inserted and paid, its process died, and nobody applied it',
  },
];
