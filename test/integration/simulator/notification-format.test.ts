import { expect, test } from 'vitest';
import { qris, stageNotifications } from './support/notification-stage.ts';

const { isSigned, notified, parse, scene } = stageNotifications();

test('a notification looks like a captured one: headers, their case, key order, minified', async () => {
  const { rawHeaders, headers, body } = await notified();
  const names = rawHeaders.filter((_, index) => index % 2 === 0);
  for (const name of [
    'X-Signature',
    'X-Timestamp',
    'X-External-Id',
    'X-Partner-Id',
    'Channel-Id',
    'Charset',
    'Content-Type',
    'User-Agent',
  ])
    expect(names).toContain(name);
  expect(headers['x-external-id']).toMatch(/^[0-9a-z]{32}$/i);
  expect(headers['x-timestamp']).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+07:00$/);
  expect(headers).toMatchObject({
    'channel-id': 'DANA',
    charset: 'UTF-8',
    'content-type': 'application/json',
    'user-agent': 'Jakarta Commons-HttpClient/3.1',
    'x-partner-id': scene().merchant.partnerId,
  });
  const content = JSON.parse(body);
  expect(body).toBe(JSON.stringify(content));
  expect(Object.keys(content)).toEqual([
    'amount',
    'originalReferenceNo',
    'merchantId',
    'latestTransactionStatus',
    'additionalInfo',
    'originalPartnerReferenceNo',
    'createdTime',
    'finishedTime',
    'transactionStatusDesc',
  ]);
  expect(Object.keys(content.amount)).toEqual(['currency', 'value']);
  expect(content.additionalInfo.paymentInfo.extendInfo).toBe('{"externalPromoInfos":[]}');
});

test('a QRIS notification is about 5 KB of nested escapes and spells the shop externalStoreID', async () => {
  const notification = await notified(qris);
  expect(notification.body.length).toBeGreaterThan(4500);
  expect(notification.body.length).toBeLessThan(5500);
  expect(JSON.parse(notification.body).externalStoreID).toBe('shop-1');
  expect(notification.body).toContain('\\\\\\\\\\\\\\"');
  expect(notification.body).toContain('tipsAmount');
  expect(isSigned(notification)).toBe(true);
  expect(parse(notification).latestTransactionStatus).toBe('00');
});

test('the signature covers the path really called, without its query', async () => {
  const notification = await notified({ notifyUrl: `${scene().shop.notifyUrl}/of/shop%201?a=b` });
  expect(notification.path).toBe('/v1.0/debit/notify/of/shop%201?a=b');
  expect(isSigned({ ...notification, path: '/v1.0/debit/notify/of/shop%201' })).toBe(true);
});
