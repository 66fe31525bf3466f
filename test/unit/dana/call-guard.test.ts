import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { notSent, type RawAnswer } from '../../../src/dana/answers/raw-answer.ts';
import { parseSnapAnswer } from '../../../src/dana/answers/snap-answer.ts';
import { guardCalls } from '../../../src/dana/calls/call-guard.ts';
import { silentLog } from '../../support/silent-log.ts';

const hour = 60 * 60_000;
const limits = { callsMax: 8, queuedCallsMax: 8, outagesMax: 1, openMs: 5_000, pauseMs: 5_000 };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function anAnswer(httpStatus: number, responseCode: string): RawAnswer {
  const body = JSON.stringify({ responseCode, responseMessage: '' });
  return { kind: 'answered', httpStatus, body, snap: parseSnapAnswer(body) };
}

/** A guard before a DANA that gives this answer once, and then another one. */
function open(firstAnswer: RawAnswer) {
  let sentCount = 0;
  const guard = guardCalls(
    {
      timeoutMs: 1_000,
      async call() {
        sentCount += 1;
        return sentCount === 1 ? firstAnswer : anAnswer(200, '2005500');
      },
    },
    silentLog,
    limits,
  );
  return { guard, sentCount: () => sentCount };
}

function setMachineClock(byMs: number): void {
  const realNow = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + byMs);
}

test.each([-hour, hour])(
  'the breaker stays open as long as it says although the clock is set by %d ms',
  async (byMs) => {
    const { guard, sentCount } = open({ kind: 'answered', httpStatus: 503, body: '', snap: null });
    await guard.call('queryPayment', '{}');
    setMachineClock(byMs);
    expect(guard.unavailability('queryPayment')?.reason).toBe('DANA_UNREACHABLE');
    expect(await guard.call('queryPayment', '{}')).toMatchObject(
      notSent('DANA has been failing and is not called now', { isOurFault: false }),
    );
    vi.advanceTimersByTime(limits.openMs - 1);
    expect(guard.unavailability('queryPayment')).toEqual({ reason: 'DANA_UNREACHABLE', retryAfterMs: 1 });
    vi.advanceTimersByTime(1);
    expect(guard.unavailability('queryPayment')).toBeNull();
    expect(await guard.call('queryPayment', '{}')).toMatchObject({ kind: 'answered' });
    expect(sentCount()).toBe(2);
  },
);

test.each([-hour, hour])(
  'a pause after a 401 lasts as long as it says although the clock is set by %d ms',
  async (byMs) => {
    const { guard } = open(anAnswer(401, '4015500'));
    await guard.call('queryPayment', '{}');
    setMachineClock(byMs);
    expect(guard.unavailability('queryPayment')?.reason).toBe('DANA_CREDENTIALS_REJECTED');
    vi.advanceTimersByTime(limits.pauseMs - 1);
    expect(guard.unavailability('queryPayment')?.retryAfterMs).toBe(1);
    vi.advanceTimersByTime(1);
    expect(guard.unavailability('queryPayment')).toBeNull();
  },
);

test('late queries have a tenth of the room, and take none of the others’', async () => {
  let sentCount = 0;
  const api = {
    timeoutMs: 100,
    call: () => {
      sentCount += 1;
      return new Promise<RawAnswer>((resolve) => setTimeout(() => resolve(anAnswer(200, '2005500')), 20));
    },
  };
  const guard = guardCalls(api, silentLog, { ...limits, callsMax: 20 });
  const late = Array.from({ length: 12 }, () => guard.call('queryPayment', '{}', 'LATE'));
  expect(sentCount).toBe(2);
  const others = Array.from({ length: 20 }, () => guard.call('queryPayment', '{}'));
  expect(sentCount).toBe(22);
  await vi.runAllTimersAsync();
  await Promise.all([...late, ...others]);
});
