import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Log } from '../../../src/use-cases/ports/log.ts';
import { openReceiver, type Receiver, webhookSecret } from '../../support/event-receiver.ts';
import { said } from '../../support/incidents.ts';
import { openStage, passUntil, type Stage, secret } from './stage.ts';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(() => receiver.close());

describe('secrets', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  test('both verify during a rotation; afterwards only the new one', async () => {
    const [old, fresh] = [webhookSecret('old'), webhookSecret('new')];
    const [before, after] = [await openReceiver({ secret: old }), await openReceiver({ secret: fresh })];
    const endpointUrls = [before.url, after.url];
    const rotating = await stage.startWorker({ endpointUrls, secrets: [fresh, old] });
    await stage.sell();
    await Promise.all([before.hears(3), after.hears(3)]);
    expect([before.forged, after.forged]).toEqual([0, 0]);
    expect(before.received[0]?.headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);

    await rotating.stop();
    await stage.startWorker({ endpointUrls, secrets: [fresh] });
    await stage.sell();
    await after.hears(6);
    await passUntil(stage.clock, () => before.forged > 0, { stepMs: 100 });
    expect(before.received).toHaveLength(3);
    await Promise.all([before.close(), after.close()]);
  });

  test('stay out of logs and incidents, and so does the query of a URL', async () => {
    const lines: string[] = [];
    const write = (name: string, fields?: Record<string, unknown>) =>
      void lines.push(
        JSON.stringify({ name, ...fields }, (_key, value) =>
          value instanceof Error ? String(value.stack) : value,
        ),
      );
    const log: Log = { debug: write, info: write, warn: write, error: write };
    const url = `${receiver.url}?token=canary-7`;
    receiver.answer = (_delivery, attempt) => (attempt === 1 ? 500 : 410);
    await stage.startWorker({ endpointUrls: [url], log });
    await stage.sell();
    await passUntil(stage.clock, () => lines.some((line) => line.includes('event.endpoint_closed')), {
      stepMs: 2_000,
    });
    const { items } = await stage.store.pageIncidents({}, { first: 10 });
    const told = [...lines, ...items.map(({ item }) => said(item))].join('\n');
    expect(told).toContain('event.attempt_failed');
    expect(told).toContain(receiver.url);
    expect(told).not.toContain('canary-7');
    expect(told).not.toContain(secret.slice('whsec_'.length, -4));
  });
});
