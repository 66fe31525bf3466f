/** DANA's five calls, by the names that faults are armed for. */
export const operationNames = [
  'consultPay',
  'createOrder',
  'queryPayment',
  'cancelOrder',
  'refundOrder',
] as const;
export type OperationName = (typeof operationNames)[number];

/** The options of faults. Each fault accepts only those listed for it. */
export interface FaultOptions {
  /** Milliseconds; each fault says whose clock counts. */
  delayMs?: number;
  /** Whether DANA carries the call out although the caller does not learn it. */
  commits?: boolean;
  /** Seven digits; the first three are the HTTP status. */
  responseCode?: string;
  latestTransactionStatus?: string;
  /** How many additional copies. */
  copies?: number;
  bytes?: number;
}

/** One way to misbehave: its effect in one sentence, and its options with their defaults. */
export interface FaultKind {
  meaning: string;
  options: FaultOptions;
  /** The calls it can apply to; absent: all. */
  operations?: readonly OperationName[];
}

const hour = 60 * 60 * 1000;

/** Faults of the five calls. They apply to genuine requests only, after the signature was verified. */
export const callFaults = {
  'hang-before-commit': {
    meaning: 'DANA does nothing and sends no answer until the caller hangs up.',
    options: {},
  },
  'commit-late': {
    meaning:
      'No answer comes; the call is carried out delayMs later by the simulator’s clock (never if the simulator ends first).',
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
    meaning: 'The answer has this responseCode, by default the undocumented 409xx99.',
    options: { commits: false, responseCode: '' },
  },
  'too-many-requests': { meaning: 'The answer is 429xx00 Too Many Requests.', options: { commits: false } },
  'in-progress': {
    meaning: 'The answer is 202xx00; the work is done delayMs later by the simulator’s clock.',
    options: { delayMs: hour },
    operations: ['cancelOrder', 'refundOrder'],
  },
  'other-status': {
    meaning: 'The answer has this latestTransactionStatus; everything else in it is correct.',
    options: { latestTransactionStatus: '04' },
    operations: ['queryPayment'],
  },
  'charged-back': {
    meaning: 'The answer reports that the whole order was charged back; the next answer does not.',
    options: {},
    operations: ['queryPayment'],
  },
  frozen: {
    meaning: 'The answer reports that the order is frozen; the next answer does not.',
    options: {},
    operations: ['queryPayment'],
  },
  'amount-in-cents': {
    meaning: 'The answer has refundAmount in cents without a point, 1000000 for 10000.00.',
    options: {},
    operations: ['refundOrder'],
  },
  delay: {
    meaning: 'The call is carried out; the answer comes delayMs later in real time.',
    options: { delayMs: 1000 },
  },
  'huge-answer': {
    meaning: 'The correct answer, made longer than it should be.',
    options: { commits: true, bytes: 10 * 1024 * 1024 },
  },
  redirect: { meaning: 'HTTP 307 to the same address.', options: { commits: false } },
} as const satisfies Record<string, FaultKind>;

/** Faults of notifications. Each applies to one attempt; the retry after a failed attempt is correct. */
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
  'wrong-amount': { meaning: 'The amount is one rupiah too high; the signature is valid.', options: {} },
  'wrong-key': { meaning: 'The notification is signed with another key.', options: {} },
  'wrong-merchant': {
    meaning: 'The notification names another merchant; the signature is valid.',
    options: {},
  },
  'unknown-status': { meaning: 'latestTransactionStatus is 99.', options: {} },
  'epoch-times': {
    meaning: 'Times are epoch milliseconds as text, as DANA sent them until autumn 2025.',
    options: {},
  },
  'no-finished-time': { meaning: 'finishedTime is left out.', options: {} },
  'paid-time-only': {
    meaning: 'The only time of the payment is additionalInfo.paymentInfo.paidTime.',
    options: {},
  },
  'no-created-time': { meaning: 'createdTime is left out.', options: {} },
  'additional-info-text': { meaning: 'additionalInfo is a text with its JSON.', options: {} },
  'additional-info-empty': { meaning: 'additionalInfo is an empty text.', options: {} },
  'no-additional-info': { meaning: 'additionalInfo is left out.', options: {} },
  'no-external-id': { meaning: 'The header X-External-Id is left out.', options: {} },
  'unknown-pay-option': { meaning: 'The payOption is undocumented.', options: {} },
  'unknown-fields': { meaning: 'The body has undocumented members.', options: {} },
  'escaped-body': {
    meaning: 'Slashes and non-ASCII letters are written as escapes, and signed in that form.',
    options: {},
  },
  'spaced-body': {
    meaning: 'The body is pretty-printed on the way; its minified form is signed.',
    options: {},
  },
  'lower-case-headers': { meaning: 'Header names are in lower case.', options: {} },
  'replay-old': {
    meaning:
      'delayMs later by the simulator’s clock the very same request, with its old timestamp and signature, is sent once more.',
    options: { delayMs: 24 * hour },
  },
} as const satisfies Record<string, FaultKind>;

/** Faults of settlement files. Each applies to the lines of one payment when the file of its day is written. */
export const settlementFaults = {
  'line-missing': { meaning: 'The payment is not in the file.', options: {} },
  'line-doubled': { meaning: 'The payment is in the file twice.', options: {} },
  'line-late': { meaning: 'The payment is in the file of the next day.', options: {} },
  'wrong-fee': { meaning: 'One rupiah too little is settled: the line does not add up.', options: {} },
  'amount-off': { meaning: 'The amount is one sen too high.', options: {} },
  'unknown-order': { meaning: 'The file also has a payment of an order that nobody made.', options: {} },
} as const satisfies Record<string, FaultKind>;

export type CallFaultName = keyof typeof callFaults;
export type NotifyFaultName = keyof typeof notifyFaults;
export type SettlementFaultName = keyof typeof settlementFaults;
/** What a fault can strike: a call, a notification, or a settlement file. */
export type FaultOperation = OperationName | 'notify' | 'settlement';
