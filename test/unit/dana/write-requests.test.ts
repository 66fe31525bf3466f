import { describe, expect, it } from 'vitest';
import {
  writeCancelRequest,
  writeConsultRequest,
  writeQueryRequest,
  writeRefundRequest,
} from '../../../src/dana/requests/write-requests.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { aServerKey } from '../../support/actors.ts';
import { anOrder, aRefund, merchant } from './orders.ts';

const divided = { ...merchant, subMerchantId: 'div-1', externalStoreId: 'store-1' };

describe('Consult Pay', () => {
  const amount = rupiah(7_500_000n);

  it('asks for an amount, with an empty buyer as the SDK demands one', () => {
    expect(JSON.parse(writeConsultRequest({ amount, externalStoreId: null }, merchant))).toEqual({
      merchantId: '216620000000000000001',
      amount: { value: '75000.00', currency: 'IDR' },
      additionalInfo: {
        buyer: {},
        envInfo: { sourcePlatform: 'IPG', terminalType: 'SYSTEM', orderTerminalType: 'WEB' },
      },
    });
  });

  it.each([
    [null, 'store-1'],
    ['store-2', 'store-2'],
  ])('names the store, without which DANA lists no QRIS: asked %s, sent %s', (externalStoreId, sent) => {
    expect(JSON.parse(writeConsultRequest({ amount, externalStoreId }, divided))).toMatchObject({
      externalStoreId: sent,
    });
  });
});

describe('Query Payment', () => {
  it('asks by our reference and the service code of Create Order', () => {
    expect(JSON.parse(writeQueryRequest(anOrder({ referenceNo: 'dana-1' }), merchant))).toEqual({
      originalPartnerReferenceNo: 'ord-20260115-0001',
      serviceCode: '54',
      merchantId: '216620000000000000001',
    });
  });

  it.each([
    [null, 'div-1'],
    ['div-2', 'div-2'],
  ])('names the division: the order’s %s, sent %s', (subMerchantId, sent) => {
    expect(JSON.parse(writeQueryRequest(anOrder({ subMerchantId }), divided)).subMerchantId).toBe(sent);
  });
});

describe('Cancel Order', () => {
  it('names the order, and no amount: DANA cancels in full', () => {
    expect(JSON.parse(writeCancelRequest(anOrder(), merchant))).toEqual({
      originalPartnerReferenceNo: 'ord-20260115-0001',
      merchantId: '216620000000000000001',
    });
  });

  it('gives the reason that the merchant gave', () => {
    const cancellation = {
      status: 'PENDING',
      requestedAt: new Date(),
      actor: aServerKey,
      reason: 'sold out',
    } as const;
    expect(JSON.parse(writeCancelRequest(anOrder({ cancellation }), divided))).toMatchObject({
      reason: 'sold out',
      subMerchantId: 'div-1',
    });
  });
});

describe('Refund Order', () => {
  it('names order, refund number and amount', () => {
    expect(JSON.parse(writeRefundRequest(anOrder(), aRefund(), merchant))).toEqual({
      merchantId: '216620000000000000001',
      originalPartnerReferenceNo: 'ord-20260115-0001',
      partnerRefundNo: 'ref-1',
      refundAmount: { value: '10000.00', currency: 'IDR' },
    });
  });

  it('gives reason, store and division where there are any', () => {
    const body = writeRefundRequest(anOrder(), aRefund({ reason: 'broken' }), divided);
    expect(JSON.parse(body)).toMatchObject({
      reason: 'broken',
      externalStoreId: 'store-1',
      subMerchantId: 'div-1',
    });
  });

  it('is not written where the SDK would refuse it later', () => {
    expect(() => writeRefundRequest(anOrder(), aRefund({ reason: 'x'.repeat(257) }), merchant)).toThrow(
      /reason/,
    );
  });
});
