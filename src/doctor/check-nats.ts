import type { GatewaySettings } from '../config/settings.ts';
import { codeOf } from '../runtime/error-code.ts';
import { sendAndHear } from '../wake-ups/inspect-nats.ts';
import { type Finding, fail, ok } from './finding.ts';

const check = 'NATS';
/** A message inside one NATS server takes milliseconds. */
const hearWithinMs = 3_000;

/** Sends a message through the NATS server of WAKE_URL and hears it. Nothing if wake-ups travel otherwise. */
export async function checkNats(wakeUps: GatewaySettings['wakeUps']): Promise<readonly Finding[]> {
  if (wakeUps.kind !== 'nats') return [];
  try {
    const tookMs = await sendAndHear(wakeUps, hearWithinMs);
    return [tookMs === null ? unheard() : ok(check, `heard after ${Math.round(tookMs)} ms`)];
  } catch (error) {
    return [unusable(error)];
  }
}

function unheard(): Finding {
  return fail(
    check,
    `what this process sent was not heard within ${hearWithinMs / 1000} s`,
    'let the user of WAKE_URL publish and subscribe to gapura.>',
  );
}

/** The library's own message may name the server's address, never a credential. */
function unusable(error: unknown): Finding {
  return fail(
    check,
    `the server of WAKE_URL cannot be used (${codeOf(error) ?? (error as Error).message})`,
    'start the NATS server, and see host, port and user in WAKE_URL; until then processes find changes within 5 s',
  );
}
