import { createDanaApi } from '../../dana/calls/api.ts';
import type { DanaOperation } from '../../dana/response-codes.ts';
import type { Cause } from '../scenarios/scenario.ts';
import { spoilingFetch } from '../wire/spoiling-fetch.ts';
import { recordingFetch } from '../wire/wire-record.ts';
import { isAbout, type Observation, type ScenarioRun } from './scenario-run.ts';
import { validRequest } from './valid-request.ts';

/** Sends a request through the gateway's own adapter with a deliberate fault, which no client can cause. */
export async function requestThroughAdapter(
  { scenario, reference, testBed }: ScenarioRun,
  { body: changed = {}, header }: Extract<Cause, { by: 'adapter' }>,
): Promise<Observation> {
  const { wireRecord, settings } = testBed;
  const operation = scenario.operation as DanaOperation;
  const send = recordingFetch(wireRecord);
  const api = createDanaApi({
    ...settings.dana,
    fetch: header === undefined ? send : spoilingFetch(header, send),
  });
  const merchant = { ...settings.merchant, returnUrl: settings.rules.returnUrlDefault };
  const earlier = wireRecord
    .since(0)
    .find((exchange) => exchange.operation === operation && isAbout(exchange, reference));
  const valid =
    operation === 'createOrder' && earlier !== undefined
      ? earlier.request.body
      : validRequest(operation, reference, { merchant, rules: settings.rules, now: testBed.clock.now() });
  const place = wireRecord.count();
  const exchange = await api.call(operation, withFields(valid, changed, reference));
  if (exchange.kind === 'unanswered' && !exchange.mayHaveArrived) throw new Error(exchange.reason);
  const made = wireRecord.since(place).filter((sent) => sent.operation === operation);
  return { decisive: made.slice(0, 1), differences: [], notes: [] };
}

function withFields(body: string, changed: Readonly<Record<string, unknown>>, reference: string): string {
  const named = JSON.parse(JSON.stringify(changed).replaceAll('{reference}', reference));
  return JSON.stringify({ ...JSON.parse(body), ...named });
}
