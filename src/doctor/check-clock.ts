import { type Finding, fail, ok, warn } from './finding.ts';

/** An HTTP Date has whole seconds and a network its delays. */
const offsetOkMsMax = 5_000;
/** Beyond this a signature may look stale to DANA, and orders expire at another time there than here. */
const offsetWarnMsMax = 60_000;

const jakartaOffsetMinutes = -7 * 60;

/** `offsetMinutes` as Date#getTimezoneOffset has it. */
export function checkTimeZone(offsetMinutes: number): Finding {
  const check = 'time zone';
  return offsetMinutes === jakartaOffsetMinutes
    ? ok(check, 'X-TIMESTAMP is written in Jakarta time, +07:00')
    : fail(
        check,
        `this process does not run in Jakarta time (${-offsetMinutes} minutes from UTC)`,
        'start it with TZ=Asia/Jakarta, on a Node with full ICU data',
      );
}

/**
 * This machine's clock against the Date of an answer of DANA's, which was cut to the second some time between
 * `askedAtMs` and `answeredAtMs`. `date` null: the answer had none.
 */
export function checkClock(date: string | null, askedAtMs: number, answeredAtMs: number): Finding {
  const check = 'clock';
  const danaMs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(danaMs)) {
    return warn(check, 'DANA’s answer has no Date to compare with', 'see that NTP is on: timedatectl');
  }
  const offsetMs = (askedAtMs + answeredAtMs) / 2 - (danaMs + 500);
  const distance = Math.abs(offsetMs);
  const says = `${(distance / 1000).toFixed(1)} s ${offsetMs < 0 ? 'behind' : 'ahead of'} DANA`;
  if (distance <= offsetOkMsMax) return ok(check, says);
  const todo = 'turn on NTP, e.g. timedatectl set-ntp true';
  return distance <= offsetWarnMsMax ? warn(check, says, todo) : fail(check, says, todo);
}
