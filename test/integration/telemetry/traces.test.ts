import { afterAll, beforeAll, expect, test } from 'vitest';
import { secretsIn } from '../../support/canaries.ts';
import { type MeasuredWorld, startMeasuredWorld } from '../../support/telemetry/measured-world.ts';
import {
  type OtlpReceiver,
  openOtlpReceiver,
  type ReceivedSpan,
} from '../../support/telemetry/otlp-receiver.ts';

const merchantTrace = '4bf92f3577b34da6a3ce929d0e0e4736';
const merchantSpan = '00f067aa0ba902b7';
/** In rupiah. No random id and no time contains these digits by chance, at least not as a word. */
const amount = '7654321';
const payerTrace = '0af7651916cd43dd8448eb211c80319c';

let collector: OtlpReceiver;
let world: MeasuredWorld;
let clientToken: string;
/** What a receiver of webhooks got. */
let webhookTrace: string | undefined;
let metricsText = '';

const byId = (id: string | undefined) => collector.spans.find(({ spanId }) => spanId === id);
const named = (name: string) => collector.spans.filter((span) => span.name === name);
/** The names from a span to its root. */
function pathOf(span: ReceivedSpan | undefined): string[] {
  return span === undefined ? [] : [span.name, ...pathOf(byId(span.parentSpanId))];
}

async function post(query: string, credential: string, traceId: string): Promise<never> {
  const response = await fetch(`${world.gateway.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${credential}`,
      traceparent: `00-${traceId}-${merchantSpan}-01`,
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as never;
}

/** One payment, after which the gateway has exported everything. */
beforeAll(async () => {
  collector = await openOtlpReceiver();
  world = await startMeasuredWorld({ environment: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  const created: { data: { createOrder: { clientToken: string; order: { id: string } } } } = await post(
    `mutation { createOrder(input: { partnerReferenceNo: "traced-1", amount: "${amount}", title: "Two tickets",
      payMethod: "VIRTUAL_ACCOUNT", payOption: "VIRTUAL_ACCOUNT_BRI", phoneNumber: "081299887766" }) {
      ... on CreateOrderSuccess { clientToken order { id } } } }`,
    world.serverKey,
    merchantTrace,
  );
  const { order } = created.data.createOrder;
  clientToken = created.data.createOrder.clientToken;
  await post(`{ order(by: { id: "${order.id}" }) { status } }`, clientToken, payerTrace);
  const screen = await world.shop.screen(order.id, clientToken);
  await screen.sees('PENDING', ({ status }) => status === 'PENDING');
  await world.desk.pay('traced-1');
  await screen.sees('PAID', ({ status }) => status === 'PAID');
  await world.receiver.hears(3);
  await screen.close();
  webhookTrace = world.receiver.received.find(({ type }) => type === 'order.paid')?.headers
    .traceparent as string;
  metricsText = (await world.page()).text;
  await world.gateway.close();
});

afterAll(async () => {
  await world?.close();
  await collector?.close();
});

test('createOrder of a merchant’s server is one tree: operation, use case, statements, call to DANA', () => {
  const root = collector.spans.find(
    ({ name, traceId }) => name === 'POST /graphql' && traceId === merchantTrace,
  );
  expect(root?.parentSpanId).toBe(merchantSpan);
  const tree = collector.spans.filter(({ traceId }) => traceId === merchantTrace);
  const call = tree.find(({ name }) => name.endsWith('/payment-host-to-host.htm'));
  expect(pathOf(call)).toEqual([call?.name, 'createOrder', 'POST /graphql']);
  expect(call?.attributes['gapura.dana.external_id']).toMatch(/^\d+$|^[\w-]+$/);
  expect(call?.attributes['http.response.status_code']).toBe(200);
  const statements = tree.filter(({ attributes }) => attributes['db.system.name'] === 'postgresql');
  expect(statements.map((span) => pathOf(span).slice(1))).toContainEqual(['createOrder', 'POST /graphql']);
  expect(statements.length).toBeGreaterThanOrEqual(2);
});

test('the trace of a payer’s browser is linked and not continued', () => {
  const span = collector.spans.find(({ links }) => links.some(({ traceId }) => traceId === payerTrace));
  expect(span?.name).toBe('POST /graphql');
  expect(span?.traceId).not.toBe(payerTrace);
  expect(span?.parentSpanId ?? '').toBe('');
  expect(collector.spans.filter(({ traceId }) => traceId === payerTrace)).toEqual([]);
});

test('the notification is linked to the createOrder; push and webhook are children of its change', () => {
  const [notification] = named('POST /v1.0/debit/notify');
  expect(notification?.links.map(({ traceId }) => traceId)).toEqual([merchantTrace]);
  const [push] = named('push');
  expect(push?.traceId).toBe(notification?.traceId);
  expect(pathOf(push)).toEqual(['push', 'POST /v1.0/debit/notify']);
  const webhook = named('webhook').find(({ traceId }) => traceId === notification?.traceId);
  expect(pathOf(webhook)).toEqual(['webhook', 'POST /v1.0/debit/notify']);
  expect(webhookTrace).toBe(`00-${notification?.traceId}-${webhook?.spanId}-01`);
});

test('log lines of a request carry its trace', () => {
  const line = world.lines.find(({ event }) => event === 'create_order.answered');
  expect(line?.fields.traceId).toBe(merchantTrace);
});

test('no span and no metric has a secret, an amount, a name or a document', () => {
  const exported = `${collector.bodies.join('\n')}\n${metricsText}`;
  const environment = {
    SERVER_KEY: world.serverKey,
    TOKEN_SECRET: 'measured-world-token-secret-of-32-bytes',
  };
  expect(secretsIn(exported, 'log', environment)).toEqual([]);
  expect(exported).not.toMatch(new RegExp(`\\b(62|0)?(${amount}(00)?|81299887766)\\b`));
  for (const text of ['Two tickets', clientToken, 'CreateOrderSuccess']) {
    expect(exported.includes(text), text).toBe(false);
  }
  expect(collector.spans.length).toBeGreaterThan(10);
});
