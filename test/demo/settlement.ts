import type { OrderFieldsFragment } from '../../src/client/core/generated/graphql.ts';
import { eventually } from '../support/eventually.ts';
import type { GatewayProcess } from '../support/gateway-process.ts';
import type { Stage } from './story.ts';

interface Settlement {
  readonly status: string;
  readonly gross: { readonly value: string };
  readonly fees: { readonly value: string };
  readonly net: { readonly value: string };
}

/** The next morning DANA's file says what it pays out, and what it kept. */
export async function tellSettlement(
  { desk, narrator }: Stage,
  { partnerReferenceNo }: OrderFieldsFragment,
  gateway: Pick<GatewayProcess, 'url' | 'serverKey'>,
): Promise<void> {
  narrator.chapter('The next morning');
  narrator.say('the clock is moved 24 hours ahead; DANA writes its settlement file');
  await desk.post('/simulator/clock', { advanceMs: 24 * 60 * 60_000 });
  const query = `query ($no: String!) {
    order(by: { partnerReferenceNo: $no }) { settlement { status gross { value } fees { value } net { value } } }
  }`;
  const read = async () => {
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.serverKey}` },
      body: JSON.stringify({ query, variables: { no: partnerReferenceNo } }),
    });
    const { data } = (await answer.json()) as { data: { order: { settlement: Settlement } } };
    return data.order.settlement;
  };
  const { status, gross, fees, net } = await eventually(read, (found) => found.status !== 'UNSETTLED', {
    withinMs: 10_000,
  });
  narrator.check(
    `${partnerReferenceNo} is ${status}: ${gross.value} paid, DANA kept ${fees.value}, ${net.value} paid out`,
    status === 'SETTLED',
  );
}
