import { aheadOf, clockDifferenceMaxMs } from '../gateway/database-clock.ts';
import type { DatabaseFacts } from '../store/postgres/inspect-database.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

/** An HTTP Date has whole seconds, and the network adds delays. */
const offsetOkMsMax = 5_000;
/** Beyond this DANA may reject a signature as stale, and orders expire at different times here and at DANA. */
const offsetWarnMsMax = 60_000;

const jakartaOffsetMinutes = -7 * 60;

/** `offsetMinutes`: the result of Date#getTimezoneOffset. */
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

/** Compares this machine's clock with the database's, by which the gateway goes. */
export function checkDatabaseClock({ clock }: Pick<DatabaseFacts, 'clock'>): Finding {
  const check = 'database clock';
  const aheadMs = aheadOf(clock.readMs, clock.sentAtMs, clock.answeredAtMs);
  const says = `this machine's clock is ${secondsApart(aheadMs)} the database's`;
  if (Math.abs(aheadMs) <= clockDifferenceMaxMs) return ok(check, says);
  return warn(
    check,
    says,
    'turn on NTP on both machines; the gateway goes by the database’s clock meanwhile',
  );
}

function secondsApart(aheadMs: number): string {
  return `${(Math.abs(aheadMs) / 1000).toFixed(1)} s ${aheadMs < 0 ? 'behind' : 'ahead of'}`;
}

/**
 * Compares this machine's clock with the Date header of DANA's answer, which DANA truncated to the second at
 * some time between `sentAtMs` and `answeredAtMs`. `date` null: the answer had no Date.
 */
export function checkClock(date: string | null, sentAtMs: number, answeredAtMs: number): Finding {
  const check = 'clock';
  const danaMs = date === null ? Number.NaN : Date.parse(date);
  if (Number.isNaN(danaMs)) {
    return warn(check, 'DANA’s answer has no Date to compare with', 'see that NTP is on: timedatectl');
  }
  const offsetMs = (sentAtMs + answeredAtMs) / 2 - (danaMs + 500);
  const distance = Math.abs(offsetMs);
  const says = `${secondsApart(offsetMs)} DANA`;
  if (distance <= offsetOkMsMax) return ok(check, says);
  const todo = 'turn on NTP, e.g. timedatectl set-ntp true';
  return distance <= offsetWarnMsMax ? warn(check, says, todo) : fail(check, says, todo);
}
