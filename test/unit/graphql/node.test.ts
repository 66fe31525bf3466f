import { getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { MerchantEvent } from '../../../src/domain/merchant-event.ts';
import { globalId } from '../../../src/graphql/schema/global-id.ts';
import { schema } from '../../../src/graphql/schema.ts';
import { checkoutToken, clientToken, run, serverKey } from '../../support/graphql-execution.ts';
import { anIncidentOnRecord } from '../../support/incidents.ts';
import { aCheckout, openNewOrder } from '../../support/orders.ts';

const { order, event: created } = openNewOrder();

describe('node', () => {
  const anything = 'query ($id: ID!) { node(id: $id) { __typename id } }';
  const checkout = aCheckout();
  const event: MerchantEvent = {
    event: created,
    order,
    refund: null,
  };
  const incident = anIncidentOnRecord();

  test.each([
    ['Checkout', globalId('Checkout', checkout.id), serverKey('orders:read'), serverKey('ops:read')],
    ['Checkout', globalId('Checkout', checkout.id), checkoutToken(checkout.id), checkoutToken(order.id)],
    ['Event', created.id, serverKey('orders:read'), serverKey('ops:read')],
    ['Event', created.id, serverKey('orders:read'), clientToken(order.id)],
    ['Incident', incident.id, serverKey('ops:read'), serverKey('orders:read')],
    ['Incident', incident.id, serverKey('ops:read'), clientToken(order.id)],
  ])(
    'returns a node %s (%s) to a caller who may see it, and null to others',
    async (type, nodeId, ...callers) => {
      const useCases = {
        findCheckout: async () => checkout,
        findEvent: async () => event,
        findIncident: async () => incident,
      };
      const answers = await Promise.all(
        callers.map((caller) => run(anything, { variables: { id: nodeId }, caller, useCases })),
      );
      expect(answers.map(({ data }) => data?.node)).toEqual([{ __typename: type, id: nodeId }, null]);
    },
  );

  test('an event shows its order and its refund as snapshots without an id that a client cache could confuse', () => {
    const node = schema.getType('Node');
    const snapshots = ['order', 'refund'].map((name) => {
      const type = schema.getType('Event');
      return isObjectType(type) ? getNamedType(type.getFields()[name]?.type) : undefined;
    });
    for (const snapshot of snapshots) {
      expect(isObjectType(snapshot) && isInterfaceType(node) && schema.isSubType(node, snapshot)).toBe(false);
      expect(isObjectType(snapshot) && Object.keys(snapshot.getFields())).not.toContain('id');
    }
  });
});
