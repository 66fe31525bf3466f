import { describe, expect, test, vi } from 'vitest';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';
import { aServerKey } from '../../support/actors.ts';
import { run, serverKey } from '../../support/graphql-execution.ts';
import { anIncidentOnRecord } from '../../support/incidents.ts';
import { anOrder, minute } from '../../support/orders.ts';

const { id } = anIncidentOnRecord();
const by = aServerKey;

describe('acknowledgeIncident', () => {
  test('acknowledges in the name of the caller’s key', async () => {
    const incident = anIncidentOnRecord({
      status: 'ACKNOWLEDGED',
      acknowledgedAt: minute(6),
      acknowledgedBy: by,
    });
    const acknowledgeIncident = vi.fn<UseCases['acknowledgeIncident']>(async () => ({
      kind: 'AcknowledgeIncidentSuccess',
      incident,
    }));
    const text = `mutation { acknowledgeIncident(input: { incidentId: "${id}" }) {
      ... on AcknowledgeIncidentSuccess { incident { id status acknowledgedAt acknowledgedBy { kind id name } } }
    } }`;
    expect(await run(text, { useCases: { acknowledgeIncident } })).toEqual({
      data: {
        acknowledgeIncident: {
          incident: {
            id,
            status: 'ACKNOWLEDGED',
            acknowledgedAt: '2026-01-15T10:06:00+07:00',
            acknowledgedBy: by,
          },
        },
      },
    });
    expect(acknowledgeIncident).toHaveBeenCalledExactlyOnceWith({ incidentId: id, by });
  });
});

describe('resolveIncident', () => {
  const text = `mutation ($id: ID!) { resolveIncident(input: { incidentId: $id, reason: "checked" }) {
    ... on ResolveIncidentSuccess { incident { id status resolution } }
    ... on Problem { code message }
  } }`;

  test('resolves for a reason, in the name of the caller’s key', async () => {
    const incident = anIncidentOnRecord({ status: 'RESOLVED', resolution: 'checked' });
    const resolveIncident = vi.fn<UseCases['resolveIncident']>(async () => ({
      kind: 'ResolveIncidentSuccess',
      incident,
    }));
    const result = await run(text, { variables: { id }, useCases: { resolveIncident } });
    expect(result).toEqual({
      data: { resolveIncident: { incident: { id, status: 'RESOLVED', resolution: 'checked' } } },
    });
    expect(resolveIncident).toHaveBeenCalledExactlyOnceWith({ incidentId: id, reason: 'checked', by });
  });

  test.each(['', '7', 'inc_7', 'SW5jaWRlbnQ6Nw', globalId('Order', anOrder().id), `${id} `])(
    'an id %j that names no incident is a problem and calls no use case',
    async (odd) => {
      expect(await run(text, { variables: { id: odd }, useCases: {} })).toEqual({
        data: { resolveIncident: { code: 'INCIDENT_NOT_FOUND', message: 'There is no such incident.' } },
      });
    },
  );
});

test('the order of an incident is hidden from a key that may not read orders', async () => {
  const order = anOrder();
  const useCases: Partial<UseCases> = {
    findIncident: async () => anIncidentOnRecord({ orderId: order.id }),
    findOrder: async () => order,
  };
  const text = `{ node(id: "${id}") { ... on Incident { order { id } } } }`;
  const orderOf = async (caller: ReturnType<typeof serverKey>) =>
    (await run(text, { caller, useCases })).data?.node;
  expect(await orderOf(serverKey('ops:read'))).toEqual({ order: null });
  expect(await orderOf(serverKey('ops:read', 'orders:read'))).toEqual({
    order: { id: globalId('Order', order.id) },
  });
});
