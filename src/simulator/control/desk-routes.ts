import * as z from 'zod';
import { ControlRefusal, type ControlRoute, ok, readBody } from './control-route.ts';

/** Longer than DANA's longest deadline, and short enough for a date. */
const advanceMsMax = 10 * 365 * 24 * 60 * 60 * 1000;

const advanceBody = z.strictObject({ advanceMs: z.int().min(0).max(advanceMsMax) });
const partnerBody = z.strictObject({
  partnerId: z.string().min(1).max(36),
  merchantId: z.string().min(1).max(64),
  publicKey: z.string().min(1).max(8192),
});

/** Routes of the clock, the partners, the public key and the health check. */
export const deskRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/simulator/health',
    run: ({ desk }) => ok({ status: 'ok', now: desk.clock.now().toISOString() }),
  },
  {
    method: 'GET',
    path: '/simulator/public-key',
    run: ({ desk }) => ok({ publicKey: desk.publicKey }),
  },
  {
    method: 'GET',
    path: '/simulator/clock',
    run: ({ desk }) => ok({ now: desk.clock.now().toISOString(), advancedMs: desk.advancedMs() }),
  },
  {
    method: 'POST',
    path: '/simulator/clock',
    run: (call) => {
      const { advanceMs } = readBody(call, advanceBody);
      call.desk.advanceClock(advanceMs);
      return ok({ now: call.desk.clock.now().toISOString(), advancedMs: call.desk.advancedMs() });
    },
  },
  {
    method: 'GET',
    path: '/simulator/partners',
    run: ({ desk }) => ok({ partners: desk.partners.list() }),
  },
  {
    method: 'POST',
    path: '/simulator/partners',
    run: (call) => {
      const partner = readBody(call, partnerBody);
      try {
        call.desk.partners.add(partner);
      } catch (error) {
        throw new ControlRefusal(400, (error as Error).message);
      }
      return ok({ partnerId: partner.partnerId, merchantId: partner.merchantId });
    },
  },
];
