import type { DanaTruth, RecordedOrder } from '../invariants.ts';
import { type Asked, type Call, groupedBy, type Told } from './history.ts';

type Answered<Operation extends Asked['operation']> = Call & {
  readonly asked: Extract<Asked, { operation: Operation }>;
  readonly told: Extract<Told, { kind: 'data' }>;
};

/** One order in all books, for the rules that look at one order. */
export interface Books {
  readonly ours: RecordedOrder | undefined;
  readonly danas: DanaTruth | undefined;
  readonly isAlarmed: boolean;
}

type BooksOf = (partnerReferenceNo: string) => Books;

/** Answers without data that are always allowed: nobody was there, or the gateway asks the client to repeat. */
const passing: readonly string[] = ['NETWORK', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED'];

/** Answers that contradict the end state. See `brokenHistory`. */
export function brokenAnswers(calls: readonly Call[], booksOf: BooksOf): string[] {
  const callsOf = groupedBy(calls, ({ asked }) => asked.partnerReferenceNo);
  return [
    ...calls.flatMap(brokenError),
    ...calls.flatMap((call) => brokenAbsence(call, booksOf(call.asked.partnerReferenceNo))),
    ...[...callsOf].flatMap(([reference, about]) => {
      const books = booksOf(reference);
      const creates = about.filter(isOf('createOrder'));
      const refunds = about.filter(isOf('refundOrder'));
      return [
        ...brokenIdentity(creates),
        ...creates.flatMap((call) => brokenCreate(call, books)),
        ...brokenUnavailability(about, books),
        ...about.filter(isOf('cancelOrder')).flatMap((call) => brokenCancel(call, about, books)),
        ...refunds.flatMap((call) => brokenRefund(call, about, books)),
        ...brokenTime(about),
      ].map((what) => `${what} (order ${reference})`);
    }),
  ];
}

function isOf<Operation extends Asked['operation']>(operation: Operation) {
  return (call: Call): call is Answered<Operation> =>
    call.asked.operation === operation && call.told.kind === 'data';
}

/** I10: a failure is reported as something that may be repeated. */
function brokenError({ asked, told }: Call): string[] {
  if (told.kind === 'data' || passing.includes(told.code)) return [];
  return [`I10 ${asked.operation} of ${asked.partnerReferenceNo} ended ${told.code}: ${told.message}`];
}

/** I11: an order whose id a client received exists. */
function brokenAbsence({ asked, told }: Call, { ours }: Books): string[] {
  const isAbsent = told.kind === 'data' && (told.outcome === 'OrderNotFound' || isEmptyRead(asked, told));
  return broken(
    isAbsent && ours !== undefined,
    `I11 ${asked.operation} did not find ${asked.partnerReferenceNo}, which is on record`,
  );
}

function isEmptyRead({ operation }: Asked, { order }: Extract<Told, { kind: 'data' }>): boolean {
  return operation === 'readOrder' && order === null;
}

/** I1: repeated requests for a number, wherever they arrive, return one order. */
function brokenIdentity(creates: readonly Answered<'createOrder'>[]): string[] {
  const ids = new Set(creates.flatMap(({ told }) => (told.order === null ? [] : [told.order.id])));
  return broken(ids.size > 1, `I1 createOrder gave ${ids.size} orders`);
}

function brokenCreate({ asked, told }: Answered<'createOrder'>, { ours, danas, isAlarmed }: Books): string[] {
  switch (told.outcome) {
    case 'CreateOrderSuccess':
      return [
        ...broken(told.order?.title !== asked.title, `I1 ${asked.title} got the order ${told.order?.title}`),
        ...broken(ours === undefined, 'I11 was created, and is not on record'),
      ];
    case 'PartnerReferenceNoConflict':
      return broken(
        ours === undefined || ours.order.title === asked.title,
        'I11 a conflict with nothing else under this number',
      );
    case 'ProviderDeclined':
      return [
        ...broken(danas !== undefined && !isAlarmed, 'I11 was declined, and DANA has it'),
        ...broken(
          ours?.order.status !== 'FAILED' && !isAlarmed,
          `I11 was declined, is ${ours?.order.status}`,
        ),
      ];
    case 'TemporarilyUnavailable':
      return [];
    default:
      return [`I11 createOrder was answered ${told.outcome}`];
  }
}

/**
 * I11: TemporarilyUnavailable says that nothing was recorded and nothing sent; if no other answer was given,
 * that is so.
 */
function brokenUnavailability(about: readonly Call[], { ours, danas }: Books): string[] {
  const isAll = about.every(({ told }) => told.kind === 'data' && told.outcome === 'TemporarilyUnavailable');
  return broken(isAll && (ours ?? danas) !== undefined, 'I11 DANA was not to be had, and there is an order');
}

function brokenCancel(call: Answered<'cancelOrder'>, about: readonly Call[], books: Books): string[] {
  const { ours, danas, isAlarmed } = books;
  const { outcome, order } = call.told;
  if (outcome === 'CancelOrderSuccess') {
    const isSo = order?.status === 'CANCELLED' && ours?.order.status === 'CANCELLED';
    return [
      ...broken(!isSo && !isAlarmed, `I11 was cancelled, is ${ours?.order.status}`),
      ...broken(danas?.state !== 'CANCELLED' && !isAlarmed, `I11 was cancelled, DANA says ${danas?.state}`),
    ];
  }
  const isRefusal = outcome === 'OrderNotCancellable' || outcome === 'ProviderDeclined';
  const isLast = isRefusal && !isOvertaken(call, about, ({ operation }) => operation === 'cancelOrder');
  return broken(
    isLast && !isAlarmed && order?.status !== 'CANCELLED' && danas?.state === 'CANCELLED',
    `I11 a cancellation was declined (${outcome}), and DANA has cancelled it`,
  );
}

const refundRefusals: readonly string[] = [
  'OrderNotRefundable',
  'RefundExceedsBalance',
  'ProviderDeclined',
  'InsufficientMerchantBalance',
];

function brokenRefund(call: Answered<'refundOrder'>, about: readonly Call[], books: Books): string[] {
  const { partnerRefundNo, amount } = call.asked;
  const { outcome, refund } = call.told;
  const told = refund === null ? null : BigInt(refund.amount.value.replace('.', ''));
  const atDana = books.danas?.refunds.find((one) => one.partnerRefundNo === partnerRefundNo);
  const isSame = (other: Asked) =>
    other.operation === 'refundOrder' && other.partnerRefundNo === partnerRefundNo;
  const isRefused = refundRefusals.includes(outcome) && !isOvertaken(call, about, isSame);
  const isGiven = atDana?.isDone === true && atDana.amount === told;
  return [
    ...broken(
      amount !== null && told !== null && told !== amount,
      `I3 ${partnerRefundNo}: requested ${amount}, the answer says ${told}`,
    ),
    ...broken(
      outcome === 'RefundOrderSuccess' && (refund?.status !== 'SUCCEEDED' || !isGiven),
      `I11 ${partnerRefundNo} was refunded, and DANA has no such refund`,
    ),
    ...broken(
      isRefused && atDana !== undefined && !books.isAlarmed,
      `I11 ${partnerRefundNo} was declined (${outcome}), and DANA has refunded it`,
    ),
  ];
}

/** Whether somebody requested the same at the same time or later, so that this answer was not the last one. */
function isOvertaken(call: Call, about: readonly Call[], isSame: (asked: Asked) => boolean): boolean {
  return about.some((other) => other !== call && isSame(other.asked) && other.endedAtMs > call.beganAtMs);
}

/** I4: a query sent after an answer never returns an older order. */
function brokenTime(about: readonly Call[]): string[] {
  const told = about.flatMap(({ told: answer, beganAtMs, endedAtMs }) =>
    answer.kind === 'data' && answer.order !== null
      ? [{ version: answer.order.version, beganAtMs, endedAtMs }]
      : [],
  );
  return told.flatMap((later) => {
    const newest = Math.max(
      0,
      ...told.filter(({ endedAtMs }) => endedAtMs < later.beganAtMs).map(({ version }) => version),
    );
    return broken(later.version < newest, `I4 v${later.version} was told after v${newest}`);
  });
}

function broken(isBroken: boolean, what: string): string[] {
  return isBroken ? [what] : [];
}
