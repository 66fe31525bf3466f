import { createHash } from 'node:crypto';
import type { GatewaySettings } from '../config/settings.ts';
import { createOrderFeed, type SendBeat } from '../store/feed/order-feed.ts';
import { type SharedProof, shareProof } from '../store/feed/shared-proof.ts';
import { describeWorld } from '../store/world/database-world.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { Feed } from '../wake-ups/feed.ts';
import { openLocalFeed } from '../wake-ups/local-feed.ts';
import { openNatsFeed } from '../wake-ups/nats-feed.ts';
import { worldOf } from './world-of.ts';

/** Hexadecimal characters that tell the subjects of gateways apart that share a NATS server. */
const subjectLength = 16;

/**
 * Opens the feed that WAKE_URL names: over Postgres, over NATS, or none. Only the one over Postgres can reject, because only
 * it needs something at the start: a session that hears.
 */
export async function openFeed(
  settings: GatewaySettings,
  parts: { readonly sendBeat: SendBeat; readonly clock: Clock; readonly log: Log },
): Promise<Feed & Pick<SharedProof, 'prove'>> {
  const { sendBeat } = parts;
  const { wakeUps } = settings;
  if (wakeUps.kind === 'postgres') return createOrderFeed({ ...parts, url: settings.listenUrl });
  const { prove } = shareProof(async () => {
    const isWritten = await sendBeat(null).then(
      () => true,
      () => false,
    );
    return isWritten ? 'written' : 'unwritten';
  });
  if (wakeUps.kind === 'none') return { ...openLocalFeed(parts), prove };
  return { ...openNatsFeed({ ...parts, nats: wakeUps, subject: subjectOf(settings) }), prove };
}

function subjectOf(settings: GatewaySettings): string {
  const world = createHash('sha256')
    .update(describeWorld(worldOf(settings)))
    .digest('hex');
  return `gapura.wake_ups.${world.slice(0, subjectLength)}`;
}
