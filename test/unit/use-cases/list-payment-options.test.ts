import { describe, expect, test } from 'vitest';
import { rupiah } from '../../../src/domain/money.ts';
import { makeListPaymentOptions } from '../../../src/use-cases/orders/list-payment-options.ts';
import type {
  PaymentOptionsAnswer,
  Unavailability,
  UnknownAnswer,
} from '../../../src/use-cases/ports/payment-provider.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { silentLog } from '../../support/silent-log.ts';

const promo = { promoId: 'p', promoType: 'DIRECT_DISCOUNT', amount: rupiah(100n) };
const balance = { payMethod: 'BALANCE', payOption: null, promos: [promo] };
const listed: PaymentOptionsAnswer = { kind: 'accepted', options: [balance] };
const silence = {
  kind: 'unknown',
  reason: 'no answer',
  isOurFault: false,
  isInProgress: false,
} as const satisfies PaymentOptionsAnswer;

const question = { amount: rupiah(7_500_000n), externalStoreId: null };
const minuteMs = 60_000;

/** Consult Pay as the test wants it answered, with every question that arrived. */
function aDesk() {
  const clock = manualClock();
  const asked: { amount: bigint; externalStoreId: string | null }[] = [];
  const dana: { answer: Promise<PaymentOptionsAnswer>; unavailability: Unavailability | null } = {
    answer: Promise.resolve(listed),
    unavailability: null,
  };
  const list = makeListPaymentOptions({
    provider: {
      listPaymentOptions: (input) => {
        asked.push(input);
        return dana.answer;
      },
      unavailability: () => dana.unavailability,
    },
    clock,
    log: silentLog,
    externalStoreIdDefault: 'store-1',
  });
  return { clock, asked, dana, list };
}

describe('asking', () => {
  test('the same question by 500 at once is one call', async () => {
    const { asked, list } = aDesk();
    const answers = await Promise.all(Array.from({ length: 500 }, () => list(question)));
    expect(asked).toHaveLength(1);
    expect(new Set(answers).size).toBe(1);
  });

  test('another amount or another store is another question', async () => {
    const { asked, list } = aDesk();
    await Promise.all([
      list(question),
      list({ ...question, amount: rupiah(100n) }),
      list({ ...question, externalStoreId: 'store-2' }),
    ]);
    expect(asked).toHaveLength(3);
  });

  test('the configured store is asked about where none is named', async () => {
    const { asked, list } = aDesk();
    await list(question);
    expect(asked).toEqual([{ ...question, externalStoreId: 'store-1' }]);
  });

  test('a question that has been answered is asked again by the next', async () => {
    const { asked, list } = aDesk();
    await list(question);
    await list(question);
    expect(asked).toHaveLength(2);
  });

  test('a store with a control character is refused before DANA is asked', async () => {
    const { asked, list } = aDesk();
    expect(await list({ ...question, externalStoreId: 'a\u0000' })).toMatchObject({
      kind: 'InvalidInput',
      issues: [{ path: ['externalStoreId'], rule: 'CONTROL_CHARACTER' }],
    });
    expect(asked).toHaveLength(0);
  });
});

describe('while DANA is away', () => {
  test('the last answer is given, marked stale, with the time it was given', async () => {
    const { clock, dana, list } = aDesk();
    const asOf = clock.now();
    await list(question);
    dana.answer = Promise.resolve(silence);
    clock.advance(15 * minuteMs);
    expect(await list(question)).toMatchObject({
      kind: 'PaymentOptions',
      isStale: true,
      asOf,
      options: [balance],
    });
  });

  test('after fifteen minutes it is not given any more', async () => {
    const { clock, dana, list } = aDesk();
    await list(question);
    dana.answer = Promise.resolve(silence);
    clock.advance(15 * minuteMs + 1);
    expect(await list(question)).toEqual({
      kind: 'TemporarilyUnavailable',
      reason: 'DANA_UNREACHABLE',
      retryAfterMs: null,
    });
  });

  test('an answer that only says that DANA failed is reported as such', async () => {
    const { dana, list } = aDesk();
    dana.answer = Promise.resolve({
      kind: 'declined',
      responseCode: '4005701',
      responseMessage: 'Invalid Field Format',
      reason: 'OTHER',
    });
    expect(await list(question)).toEqual({
      kind: 'TemporarilyUnavailable',
      reason: 'DANA_ERROR',
      retryAfterMs: null,
    });
  });

  test('an answer about another amount is given without its promotions', async () => {
    const { dana, list } = aDesk();
    await list(question);
    dana.answer = Promise.resolve(silence);
    expect(await list({ ...question, amount: rupiah(100n) })).toMatchObject({
      isStale: true,
      options: [{ payMethod: 'BALANCE', promos: [] }],
    });
  });

  test('an answer about another store is not given', async () => {
    const { dana, list } = aDesk();
    await list(question);
    dana.answer = Promise.resolve(silence);
    expect((await list({ ...question, externalStoreId: 'store-2' })).kind).toBe('TemporarilyUnavailable');
  });

  test('it is not asked while the breaker is open, and says when to come back', async () => {
    const { asked, dana, list } = aDesk();
    const unavailability = { reason: 'DANA_CREDENTIALS_REJECTED', retryAfterMs: 1_200 } as const;
    dana.unavailability = unavailability;
    expect(await list(question)).toEqual({ kind: 'TemporarilyUnavailable', ...unavailability });
    expect(asked).toHaveLength(0);
  });

  test.each<[string, Partial<UnknownAnswer>, object]>([
    [
      'the gateway has too many requests in progress',
      { unavailability: { reason: 'GATEWAY_BUSY', retryAfterMs: 1_000 } },
      { reason: 'GATEWAY_BUSY', retryAfterMs: 1_000 },
    ],
    [
      'DANA rejects our credentials',
      { isOurFault: true },
      { reason: 'DANA_CREDENTIALS_REJECTED', retryAfterMs: null },
    ],
  ])('the answer names the cause: %s', async (_, cause, told) => {
    const { dana, list } = aDesk();
    dana.answer = Promise.resolve({ ...silence, ...cause });
    expect(await list(question)).toEqual({ kind: 'TemporarilyUnavailable', ...told });
  });
});
