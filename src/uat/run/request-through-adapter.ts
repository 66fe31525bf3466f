import { createDanaApi } from '../../dana/calls/api.ts';
import type { DanaOperation } from '../../dana/response-codes.ts';
import type { Cause } from '../scenarios/scenario.ts';
import { spoilingFetch } from '../wire/spoiling-fetch.ts';
import { recordingFetch } from '../wire/wire-record.ts';
import { isAbout, type Performed, type Stage } from './scenario-run.ts';
import { ordinaryRequest } from './valid-request.ts';

/** The gateway's own adapter, with the fault that no client could make it send. */
export async function performByAdapter(
  { scenario, reference, world }: Stage,
  { body: changed = {}, header }: Extract<Cause, { by: 'adapter' }>,
): Promise<Performed> {
  const { record, settings } = world;
  const operation = scenario.operation as DanaOperation;
  const send = recordingFetch(record);
  const api = createDanaApi({
    ...settings.dana,
    fetch: header === undefined ? send : spoilingFetch(header, send),
  });
  const merchant = { ...settings.merchant, returnUrl: settings.rules.returnUrlDefault };
  const earlier = record
    .since(0)
    .find((exchange) => exchange.operation === operation && isAbout(exchange, reference));
  const ordinary =
    operation === 'createOrder' && earlier !== undefined
      ? earlier.request.body
      : ordinaryRequest(operation, reference, { merchant, rules: settings.rules, now: world.clock.now() });
  const place = record.count();
  const exchange = await api.call(operation, withFields(ordinary, changed, reference));
  if (exchange.kind === 'unanswered' && !exchange.mayHaveArrived) throw new Error(exchange.reason);
  const made = record.since(place).filter((sent) => sent.operation === operation);
  return { decisive: made.slice(0, 1), differences: [], notes: [] };
}

function withFields(body: string, changed: Readonly<Record<string, unknown>>, reference: string): string {
  const named = JSON.parse(JSON.stringify(changed).replaceAll('{reference}', reference));
  return JSON.stringify({ ...JSON.parse(body), ...named });
}
