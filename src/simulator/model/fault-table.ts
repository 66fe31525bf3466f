/** DANA's five calls, by the names that faults are armed for. */
export const operationNames = [
  'consultPay',
  'createOrder',
  'queryPayment',
  'cancelOrder',
  'refundOrder',
] as const;
export type OperationName = (typeof operationNames)[number];

/** What a fault can be told beyond its name. Every fault takes only those listed for it. */
export interface FaultOptions {
  /** Milliseconds; whose clock counts is said at each fault. */
  delayMs?: number;
  /** Whether DANA carries the call out although the caller will not learn it. */
  commits?: boolean;
  /** Seven digits; the first three are the HTTP status. */
  responseCode?: string;
  latestTransactionStatus?: string;
  /** How many times more. */
  copies?: number;
  bytes?: number;
}

/** One way to replyUnderFault: what it does in one sentence, and its options with the values they have unless given. */
export interface FaultKind {
  meaning: string;
  options: FaultOptions;
  /** The calls it can befall; all of them where absent. */
  operations?: readonly OperationName[];
}

const hour = 60 * 60 * 1000;

/** Faults of the five calls. They befall genuine requests only, after the signature was found good. */
export const callFaults = {
  'hang-before-commit': {
    meaning: 'Nothing is done and nothing is answered, until the caller hangs up.',
    options: {},
  },
  'commit-late': {
    meaning:
      'No answer comes; the call is carried out delayMs later by the simulator’s clock (never, if it ends before).',
    options: { delayMs: 30_000 },
  },
  'commit-then-hang': { meaning: 'The call is carried out; no answer comes.', options: {} },
  'reset-mid-body': {
    meaning: 'The connection is reset in the middle of the answer.',
    options: { commits: true },
  },
  'html-502': { meaning: 'A proxy answers 502 with a page of HTML.', options: { commits: false } },
  'empty-500': { meaning: 'HTTP 500 without a body.', options: { commits: false } },
  'internal-error': { meaning: 'The answer is 500xx01 Internal Server Error.', options: { commits: true } },
  'truncated-json': { meaning: 'HTTP 200 with the first half of the answer.', options: { commits: true } },
  'null-body': { meaning: 'HTTP 200 with the body null.', options: { commits: true } },
  'unknown-code': {
    meaning: 'The answer has this responseCode, by default 409xx99, which is in no list.',
    options: { commits: false, responseCode: '' },
  },
  'too-many-requests': { meaning: 'The answer is 429xx00 Too Many Requests.', options: { commits: false } },
  'in-progress': {
    meaning: 'The answer is 202xx00; the work is done delayMs later by the simulator’s clock.',
    options: { delayMs: hour },
    operations: ['cancelOrder', 'refundOrder'],
  },
  'other-status': {
    meaning: 'The answer says this latestTransactionStatus; everything else in it is right.',
    options: { latestTransactionStatus: '04' },
    operations: ['queryPayment'],
  },
  delay: {
    meaning: 'The call is carried out, the answer comes delayMs later in real time.',
    options: { delayMs: 1000 },
  },
  'huge-answer': {
    meaning: 'The right answer, made longer than it should be.',
    options: { commits: true, bytes: 10 * 1024 * 1024 },
  },
  redirect: { meaning: 'HTTP 307 to the same address.', options: { commits: false } },
} as const satisfies Record<string, FaultKind>;

/** Faults of notifications. Each befalls one attempt; the retry after a failed one is sent as it should be. */
export const notifyFaults = {
  drop: { meaning: 'The attempt is lost on the way; it counts as failed.', options: {} },
  duplicate: {
    meaning: 'The notification is sent copies times more, all at once, each signed anew.',
    options: { copies: 1 },
  },
  delay: { meaning: 'The attempt waits delayMs by the simulator’s clock.', options: { delayMs: 60_000 } },
  reorder: {
    meaning:
      'The attempt waits until another notification of its order was sent, at most delayMs by the simulator’s clock.',
    options: { delayMs: hour },
  },
  'before-create-answer': {
    meaning:
      'The order is paid as soon as it is created, and createOrder is answered only after the notification.',
    options: {},
  },
  'wrong-amount': { meaning: 'The amount is one rupiah too high; the signature is good.', options: {} },
  'wrong-key': { meaning: 'It is signed with another key.', options: {} },
  'wrong-merchant': { meaning: 'It names another merchant; the signature is good.', options: {} },
  'unknown-status': { meaning: 'latestTransactionStatus is 99.', options: {} },
  'epoch-times': {
    meaning: 'Times are epoch milliseconds as text, as DANA sent them until autumn 2025.',
    options: {},
  },
  'no-finished-time': { meaning: 'finishedTime is left out.', options: {} },
  'unknown-pay-option': { meaning: 'It was paid by an option that is in no list.', options: {} },
  'unknown-fields': { meaning: 'The body has members that are in no documentation.', options: {} },
  'escaped-body': {
    meaning: 'Slashes and non-ASCII letters are written as escapes; so they are signed.',
    options: {},
  },
  'spaced-body': {
    meaning: 'The body is pretty-printed on the way; its minified form is signed.',
    options: {},
  },
  'lower-case-headers': { meaning: 'Header names are in lower case.', options: {} },
  'replay-old': {
    meaning:
      'delayMs later by the simulator’s clock the very same request, old timestamp and signature included, comes again once.',
    options: { delayMs: 24 * hour },
  },
} as const satisfies Record<string, FaultKind>;

export type CallFaultName = keyof typeof callFaults;
export type NotifyFaultName = keyof typeof notifyFaults;
export type FaultOperation = OperationName | 'notify';
