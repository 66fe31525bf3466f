import { expect, test } from 'vitest';
import { type NotifyFaultName, notifyFaults } from '../../../src/simulator/model/fault-table.ts';
import { qris, stageNotifications } from './support/notification-stage.ts';
import type { OrderWish } from './support/orders.ts';

const { arm, isSigned, notified, parse } = stageNotifications();

/** Faults that distort one notification: its content, and whether DANA signed exactly these bytes. */
const shapes: [
  fault: NotifyFaultName,
  wish: OrderWish,
  says: object,
  isSignedRaw: boolean,
  isParsed: boolean,
][] = [
  ['wrong-amount', {}, { amount: { value: '75001.00' } }, true, true],
  ['wrong-merchant', {}, { merchantId: '216620000000000099999' }, true, true],
  ['unknown-status', {}, { latestTransactionStatus: '99' }, true, true],
  [
    'epoch-times',
    {},
    {
      createdTime: expect.stringMatching(/^\d{13}$/),
      additionalInfo: { paidTime: expect.stringMatching(/^\d{13}$/) },
    },
    true,
    true,
  ],
  ['no-finished-time', {}, { latestTransactionStatus: '00' }, true, true],
  ['no-created-time', {}, { latestTransactionStatus: '00' }, true, true],
  ['paid-time-only', {}, { additionalInfo: { paymentInfo: { paidTime: expect.any(String) } } }, true, true],
  ['additional-info-text', {}, { additionalInfo: expect.stringMatching(/^\{"paidTime":/) }, true, true],
  ['additional-info-empty', {}, { additionalInfo: '' }, true, true],
  ['no-additional-info', {}, { latestTransactionStatus: '00' }, true, true],
  ['no-external-id', {}, {}, true, true],
  [
    'unknown-pay-option',
    {},
    { additionalInfo: { paymentInfo: { payOptionInfos: [{ payOption: 'NETWORK_PAY_PG_UNHEARD_OF' }] } } },
    true,
    true,
  ],
  ['unknown-fields', {}, { riskLevel: 'LOW' }, true, true],
  ['lower-case-headers', {}, {}, true, true],
  ['escaped-body', {}, {}, true, true],
  // DANA signs the minified form. dana-node's parser minifies too; a verifier over raw bytes must do so itself.
  ['spaced-body', {}, {}, false, true],
  ['wrong-key', {}, {}, false, false],
];
const wallet = { payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PG_GOPAY' };
test.each(shapes)(
  '%s distorts one attempt; the next notification is correct',
  async (fault, wish, says, isSignedRaw, isParsed) => {
    await arm(fault);
    const distorted = await notified(wish, wallet);
    expect(JSON.parse(distorted.body)).toMatchObject(says);
    expect(isSigned(distorted)).toBe(isSignedRaw);
    if (isParsed) expect(parse(distorted).originalReferenceNo).toMatch(/^\d{35}$/);
    else expect(() => parse(distorted)).toThrow(/Signature verification failed/);
    expect(isSigned(await notified(wish, wallet))).toBe(true);
  },
);

test('an escaped body is genuine, and dana-node’s parser refuses it where a text has ", " in it', async () => {
  await arm('escaped-body');
  const distorted = await notified({ ...qris, orderTitle: 'Coffee, café / tea' });
  expect(distorted.body).toContain('\\/');
  expect(distorted.body).toContain('\\u00e9');
  expect(isSigned(distorted)).toBe(true);
  expect(() => parse(distorted)).toThrow(/Signature verification failed/);
});

test('a spaced body carries the signature of its minified form', async () => {
  await arm('spaced-body');
  const distorted = await notified();
  expect(distorted.body).toContain('\n  ');
  expect(isSigned({ ...distorted, body: JSON.stringify(JSON.parse(distorted.body)) })).toBe(true);
});

const members = async () => {
  const { headers, body } = await notified();
  const content = JSON.parse(body);
  const inside = Object.keys(content.additionalInfo ?? {}).map((name) => `additionalInfo.${name}`);
  return [...Object.keys(content), ...inside, ...Object.keys(headers)];
};

test.each([
  ['no-finished-time', ['finishedTime']],
  ['no-created-time', ['createdTime']],
  ['paid-time-only', ['finishedTime', 'additionalInfo.paidTime']],
  ['no-additional-info', ['additionalInfo', 'additionalInfo.paidTime', 'additionalInfo.paymentInfo']],
  ['no-external-id', ['x-external-id']],
] as const)('%s leaves out %j and nothing else', async (fault, left) => {
  const whole = await members();
  await arm(fault);
  expect(await members()).toEqual(whole.filter((name) => !left.some((one) => one === name)));
  expect(whole).toEqual(expect.arrayContaining([...left]));
});

test('lower-case-headers sends lower-case header names on the wire', async () => {
  await arm('lower-case-headers');
  expect((await notified()).rawHeaders).toContain('x-signature');
});

test('every notification fault has a test here or in notification-timing.test.ts', () => {
  const tested = [
    ...shapes.map(([fault]) => fault),
    'drop',
    'duplicate',
    'delay',
    'reorder',
    'before-create-answer',
    'replay-old',
  ];
  expect(tested.sort()).toEqual(Object.keys(notifyFaults).sort());
});
