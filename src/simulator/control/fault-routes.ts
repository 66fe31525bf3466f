import * as z from 'zod';
import { callFaults, notifyFaults, operationNames, settlementFaults } from '../model/fault-table.ts';
import { ControlRefusal, type ControlRoute, ok, readBody } from './control-route.ts';

const dayMs = 24 * 60 * 60 * 1000;

const faultBody = z.strictObject({
  operation: z.enum([...operationNames, 'notify', 'settlement']),
  fault: z.string(),
  times: z.int().min(1).max(1_000_000).default(1),
  partnerReferenceNo: z.string().max(64).optional(),
  delayMs: z
    .int()
    .min(0)
    .max(30 * dayMs)
    .optional(),
  commits: z.boolean().optional(),
  responseCode: z
    .string()
    .regex(/^[2-5]\d{6}$/, 'must be seven digits, the first three an HTTP status')
    .optional(),
  latestTransactionStatus: z.string().length(2).optional(),
  copies: z.int().min(1).max(1000).optional(),
  bytes: z
    .int()
    .min(1)
    .max(256 * 1024 * 1024)
    .optional(),
});

const known = { calls: callFaults, notify: notifyFaults, settlement: settlementFaults };

/** Routes that arm, list and disarm faults. */
export const faultRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/simulator/faults',
    run: ({ desk }) => ok({ faults: desk.faults.list(), known }),
  },
  {
    method: 'POST',
    path: '/simulator/faults',
    run: (call) => {
      const { operation, fault, times, partnerReferenceNo = null, ...given } = readBody(call, faultBody);
      const options = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      try {
        return ok(call.desk.faults.arm({ operation, fault, times, partnerReferenceNo, options }));
      } catch (error) {
        throw new ControlRefusal(400, (error as Error).message);
      }
    },
  },
  {
    method: 'DELETE',
    path: '/simulator/faults',
    run: ({ desk }) => {
      desk.faults.disarmAll();
      return ok({ faults: [] });
    },
  },
  {
    method: 'DELETE',
    path: '/simulator/faults/:id',
    run: ({ desk, names }) => {
      if (!desk.faults.disarm(names.id ?? ''))
        throw new ControlRefusal(404, `There is no armed fault ${names.id}.`);
      return ok({ faults: desk.faults.list() });
    },
  },
];
