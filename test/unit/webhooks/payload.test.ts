import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type MerchantEvent, merchantEventTypes } from '../../../src/domain/merchant-event.ts';
import { rupiah } from '../../../src/domain/money.ts';
import type { Order } from '../../../src/domain/order.ts';
import { type OrderFactType, orderFactTypes } from '../../../src/domain/order-event.ts';
import { nothingReturned, type Refund } from '../../../src/domain/refund.ts';
import {
  goodsCountMax,
  goodsLimits,
  metadataCountMax,
  metadataKeyLengthMax,
  metadataValueLengthMax,
} from '../../../src/use-cases/input/limits.ts';
import { writePayload } from '../../../src/webhooks/payload.ts';
import { aServerKey } from '../../support/actors.ts';
import { run } from '../../support/graphql-execution.ts';
import { anOrder, minute, openNewOrder } from '../../support/orders.ts';
import { aPage } from '../graphql/pages.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/event.schema.json'), 'utf8'));
const documented = z.fromJSONSchema(closed(schema));

/** The schema with every object closed: a property that is sent and not documented does not fit. */
function closed(node: Record<string, unknown>): Record<string, unknown> {
  const inner = Object.entries(node).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(closedIfObject) : closedIfObject(value),
  ]);
  return { ...Object.fromEntries(inner), ...(node.type === 'object' ? { additionalProperties: false } : {}) };
}
function closedIfObject(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? closed(value as Record<string, unknown>)
    : value;
}

const everything: Partial<Order> = {
  referenceNo: 'DANA-1',
  payMethod: 'VIRTUAL_ACCOUNT',
  payOption: 'VIRTUAL_ACCOUNT_BRI',
  paidAt: minute(5),
  cancellation: { status: 'FAILED', requestedAt: minute(4), reason: 'sold out', actor: aServerKey },
  goods: [
    {
      merchantGoodsId: 'g-1',
      name: 'Ticket',
      description: 'A seat',
      category: 'EVENT',
      price: rupiah(3_750_000n),
      unit: 'piece',
      quantity: '2',
      merchantShippingId: null,
      snapshotUrl: 'https://shop.example/g-1',
    },
  ],
  metadata: [{ key: 'cart', value: '7' }],
};

const refund: Refund = {
  id: '00000000-0000-4000-8000-000000000009',
  orderId: anOrder().id,
  partnerRefundNo: 'refund-1',
  refundNo: 'DANA-R-1',
  amount: rupiah(1_000_000n),
  reason: 'one seat less',
  status: 'SUCCEEDED',
  ...nothingReturned,
  contentHash: 'canary-hash',
  createdAt: minute(7),
  updatedAt: minute(8),
  actor: aServerKey,
};

/** What receivers learn of the fact itself: the request for a second person, or what two people attested. */
function factOf(type: OrderFactType) {
  const approval = { approvalId: 'apr_1', act: 'REFUND', amount: rupiah(1_000_000n), reason: 'checked' };
  const evidence = { text: 'A letter', reference: 'L-1', fileHash: null };
  const isAttested = ['CHARGEBACK_WON', 'REFUNDED_BY_TRANSFER', 'ADJUSTMENT_ASSIGNED'].includes(type);
  if (isAttested) return { type, approvalId: 'apr_1', amount: rupiah(1_000_000n), evidence };
  return type.startsWith('APPROVAL') ? { type, ...approval } : { type };
}

/** An event of that type; what its fact holds besides is for the timeline and not for receivers. */
function anEvent(type: OrderFactType, attributes: Partial<MerchantEvent> = {}): MerchantEvent {
  const event = { ...openNewOrder().event, version: 7, fact: factOf(type) } as MerchantEvent['event'];
  return { event, order: anOrder({ version: 7 }), refund: null, ...attributes };
}

describe('what a receiver is sent', () => {
  test.each(orderFactTypes)('of %s is as docs/event.schema.json says', (type) => {
    const isAboutRefund = merchantEventTypes[type].startsWith('refund.');
    const bare = anEvent(type, { refund: isAboutRefund ? refund : null });
    for (const event of [
      bare,
      { ...bare, order: anOrder({ status: 'PARTIALLY_REFUNDED', ...everything }) },
    ]) {
      const payload: unknown = JSON.parse(writePayload(event));
      expect(documented.safeParse(payload).error).toBeUndefined();
      expect(payload).toMatchObject({
        type: merchantEventTypes[type],
        data: { refund: isAboutRefund ? {} : null },
      });
    }
  });

  test('is refused by the schema where anything is missing or more', () => {
    const payload = JSON.parse(writePayload(anEvent('PAID')));
    expect(documented.safeParse({ ...payload, phoneNumber: '0812' }).success).toBe(false);
    const { title, ...order } = payload.data.order;
    expect(documented.safeParse({ ...payload, data: { order, refund: null, approval: null } }).success).toBe(
      false,
    );
    expect(title).toBe('Two tickets');
  });

  test('names only types that the schema names', () => {
    expect(schema.properties.type.examples).toEqual(Object.values(merchantEventTypes));
  });

  test('reads as the API shows it, name by name', async () => {
    const money = '{ value currency }';
    const actor = '{ kind id name }';
    const text = `{
      events { nodes {
        id type actor ${actor} timestamp: occurredAt
        order {
          id: orderId partnerReferenceNo referenceNo title amount ${money} status version payMethod payOption
          paidWith { payMethod payOption amount ${money} } chargedBackAmount ${money}
          chargebackWonAmount ${money} transferredAmount ${money} isFrozen
          createdAt updatedAt expiresAt paidAt cancellation { status requestedAt actor ${actor} reason }
          voidedAmount ${money} refundedAmount ${money} returnedAmount ${money} reservedAmount ${money} refundableAmount ${money}
          goods { merchantGoodsId name description category price ${money} unit quantity merchantShippingId snapshotUrl }
          metadata { key value }
        }
        refund { id: refundId partnerRefundNo refundNo amount ${money} reason actor ${actor} status
            returnedAmount ${money} returnedAt createdAt updatedAt }
        approval { id: approvalId act amount ${money} reason }
      } }
    }`;
    const events = [
      anEvent('REFUNDED', { order: anOrder({ status: 'PARTIALLY_REFUNDED', ...everything }), refund }),
      anEvent('CREATED', { order: anOrder() }),
      anEvent('APPROVAL_GRANTED', { order: anOrder({ status: 'PAID' }) }),
      anEvent('REFUNDED_BY_TRANSFER', { order: anOrder({ status: 'PAID', transferred: refund.amount }) }),
    ];
    const { data, errors } = await run(text, {
      useCases: { listEvents: async () => ({ ...aPage(events), historyChange: null }) },
    });
    expect(errors).toBeUndefined();
    const shown = (data as { events: { nodes: Record<string, unknown>[] } }).events.nodes;
    const sent = events.map((event) => JSON.parse(writePayload(event)));
    expect(sent.map(({ version, data, ...rest }) => ({ ...rest, ...data }))).toEqual(shown);
  });

  test('has nothing of the payer’s screen, and nothing that is only ours', () => {
    const order = anOrder({
      status: 'PENDING',
      instruction: { kind: 'VIRTUAL_ACCOUNT', bank: 'BRI', number: 'canary-8059' },
      contentHash: 'canary-hash',
    });
    expect(writePayload(anEvent('ACCEPTED', { order, refund }))).not.toContain('canary');
  });

  test('has no text of evidence, neither when people attest a fact nor when the second one is asked', () => {
    const attested = anEvent('CHARGEBACK_WON');
    const act = { act: 'CHARGEBACK_WON', reason: 'A letter' };
    const asked = anEvent('APPROVAL_REQUESTED');
    const event = { ...asked.event, fact: { ...asked.event.fact, ...act } } as MerchantEvent['event'];
    for (const one of [attested, { ...asked, event }]) {
      const payload = writePayload(one);
      expect(payload).not.toContain('A letter');
      expect(JSON.parse(payload).data.approval).toMatchObject({ act: 'CHARGEBACK_WON', reason: null });
    }
  });
});

test('the largest event fits the 1 MB that docs/node-server.md gives a receiver, and not Express’s 100 KB', () => {
  // Four bytes for each character, as an emoji has.
  const longest = Object.fromEntries(goodsLimits.map(([name, lengthMax]) => [name, '🧾'.repeat(lengthMax)]));
  const order = anOrder({
    goods: Array.from(
      { length: goodsCountMax },
      () => ({ ...longest, price: rupiah(100n) }) as Order['goods'][number],
    ),
    metadata: Array.from({ length: metadataCountMax }, () => ({
      key: '🧾'.repeat(metadataKeyLengthMax),
      value: '🧾'.repeat(metadataValueLengthMax),
    })),
  });
  const bytes = Buffer.byteLength(writePayload(anEvent('PAID', { order, refund })));
  expect(bytes).toBeGreaterThan(100 * 1024);
  expect(bytes).toBeLessThan(1024 * 1024);
});
