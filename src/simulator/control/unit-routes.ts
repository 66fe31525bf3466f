import * as z from 'zod';
import { unitKinds } from '../ledger/documents.ts';
import { ControlRefusal, type ControlRoute, ok, readBody } from './control-route.ts';

/** More stores and divisions than this would be a mistake. */
const unitsMax = 1000;

const unitBody = z.strictObject({
  merchantId: z.string().min(1).max(64),
  kind: z.enum(unitKinds),
  externalId: z.string().min(1).max(64),
});

/** Routes that register stores and divisions, as the merchant does in DANA's portal. */
export const unitRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/simulator/units',
    run: ({ desk }) => ok({ units: desk.units.list() }),
  },
  {
    method: 'POST',
    path: '/simulator/units',
    run: (call) => {
      const unit = readBody(call, unitBody);
      if (call.desk.units.list().length >= unitsMax)
        throw new ControlRefusal(409, `There are ${unitsMax} stores and divisions already.`);
      call.desk.units.add(unit);
      return ok(unit);
    },
  },
  {
    method: 'DELETE',
    path: '/simulator/units',
    run: (call) => {
      const unit = readBody(call, unitBody);
      if (!call.desk.units.remove(unit))
        throw new ControlRefusal(404, `${unit.merchantId} has no ${unit.kind} ${unit.externalId}.`);
      return ok({ units: call.desk.units.list() });
    },
  },
];
