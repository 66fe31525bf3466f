import { z } from 'zod';
import { ControlRefusal, type ControlRoute, ok, readBody } from './control-route.ts';

/** One advance may cover all that DANA's longest deadline needs, and no more than a calendar can say. */
const advanceMsMax = 10 * 365 * 24 * 60 * 60 * 1000;

const advanceBody = z.strictObject({ advanceMs: z.int().min(0).max(advanceMsMax) });
const partnerBody = z.strictObject({
  partnerId: z.string().min(1).max(36),
  merchantId: z.string().min(1).max(64),
  publicKey: z.string().min(1).max(8192),
});

/** The clock, the partners and the key: what surrounds the orders. */
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
