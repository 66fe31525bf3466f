import type { PaymentGatewayApi } from 'dana-node/payment_gateway/v1';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type CallFaultName, callFaults } from '../../../src/simulator/model/fault-table.ts';
import { danaApi, refusalOf } from './support/merchant.ts';
import { anOrder, query } from './support/orders.ts';
import { type Scene, startScene } from './support/scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await startScene();
});
afterEach(() => scene.control('DELETE', '/simulator/faults'));
afterAll(() => scene.close());

const arm = (operation: string, fault: string, options = {}) =>
  scene.control('POST', '/simulator/faults', { operation, fault, ...options });

/** A caller with a shorter deadline than the gateway's, so that a hanging call ends soon. */
const impatientApi = (patienceMs = 400) =>
  danaApi(scene.merchant, scene.simulator.url, (input, init) =>
    fetch(input, { ...init, redirect: 'error', signal: AbortSignal.timeout(patienceMs) }),
  );
/** No call hangs; an answer may take time on a busy machine. */
const patientMs = 20_000;

/** The result of a call made through the SDK: its answer, or one word. */
async function fate(call: Promise<{ responseCode?: string } | null>): Promise<unknown> {
  return call.then(
    (answer) => answer?.responseCode ?? answer,
    (error: Error & { rawResponse?: { responseCode: string } }) =>
      error.rawResponse?.responseCode ?? error.name,
  );
}

/** Faults of a single operation other than createOrder. */
const elsewhere = ['in-progress', 'other-status', 'charged-back', 'frozen', 'amount-in-cents'] as const;

/** The failure that each fault is for dana-node, and whether DANA has the order afterwards. */
const createFates: Record<
  Exclude<CallFaultName, (typeof elsewhere)[number]>,
  [fate: unknown, isCreated: boolean, options?: object]
> = {
  'hang-before-commit': ['FetchError', false],
  'commit-then-hang': ['FetchError', true],
  'commit-late': ['FetchError', false],
  'reset-mid-body': ['TypeError', true],
  'html-502': ['TypeError', false],
  'empty-500': ['TypeError', false],
  'internal-error': ['5005401', true],
  'truncated-json': ['SyntaxError', true],
  'null-body': [null, true],
  'unknown-code': ['4095499', false],
  'too-many-requests': ['4295400', false],
  delay: ['2005400', true, { delayMs: 50 }],
  'huge-answer': ['2005400', true],
  redirect: ['FetchError', false],
};

test('every call fault has a test', () => {
  expect(Object.keys(createFates).sort()).toEqual(
    Object.keys(callFaults)
      .filter((name) => !elsewhere.some((one) => one === name))
      .sort(),
  );
});

test.each(Object.entries(createFates))(
  'createOrder under %s: %j',
  async (fault, [expected, isCreated, options]) => {
    const request = anOrder(scene.merchant);
    const { partnerReferenceNo } = request;
    expect((await arm('createOrder', fault, { partnerReferenceNo, ...options })).httpStatus).toBe(200);
    const api = expected === 'FetchError' ? impatientApi() : impatientApi(patientMs);
    expect(await fate(api.createOrder(request))).toEqual(expected);
    expect(await fate(query(scene.api, scene.merchant, partnerReferenceNo))).toBe(
      isCreated ? '2005500' : '4045501',
    );
    // The fault is used up, so the merchant's identical repeat succeeds.
    expect(await fate(scene.api.createOrder(request))).toBe('2005400');
  },
);

test.each(
  Object.entries(callFaults)
    .filter(([, kind]) => 'commits' in kind.options)
    .flatMap(([fault]) => [[fault, true] as const, [fault, false] as const]),
)('%s carries out the call only if commits is true: %s', async (fault, commits) => {
  const request = anOrder(scene.merchant);
  await arm('createOrder', fault, { commits });
  await fate(impatientApi().createOrder(request));
  const known = await fate(query(scene.api, scene.merchant, request.partnerReferenceNo));
  expect(known).toBe(commits ? '2005500' : '4045501');
});

test('commit-late creates the order after a query that does not find it', async () => {
  const request = anOrder(scene.merchant);
  await arm('createOrder', 'commit-late', { delayMs: 30_000 });
  expect(await fate(impatientApi().createOrder(request))).toBe('FetchError');
  const known = () => fate(query(scene.api, scene.merchant, request.partnerReferenceNo));
  expect(await known()).toBe('4045501');
  await scene.control('POST', '/simulator/clock', { advanceMs: 30_000 });
  expect(await known()).toBe('2005500');
});

test('other-status and unknown-code make DANA contradict itself', async () => {
  const request = anOrder(scene.merchant);
  await scene.api.createOrder(request);
  const asked = () => query(scene.api, scene.merchant, request.partnerReferenceNo);
  await arm('queryPayment', 'other-status', { latestTransactionStatus: '07' });
  expect(await asked()).toMatchObject({ responseCode: '2005500', latestTransactionStatus: '07' });
  await arm('queryPayment', 'unknown-code', { responseCode: '4045501' });
  expect((await refusalOf(asked())).body).toEqual({
    responseCode: '4045501',
    responseMessage: 'Transaction Not Found',
    originalPartnerReferenceNo: request.partnerReferenceNo,
  });
  expect(await asked()).toMatchObject({ latestTransactionStatus: '01' });
});

test('a fault waits for its order and operation, and is gone after its times', async () => {
  const [one, other] = [anOrder(scene.merchant), anOrder(scene.merchant)];
  await arm('createOrder', 'too-many-requests', { partnerReferenceNo: one.partnerReferenceNo, times: 2 });
  expect(await fate(scene.api.createOrder(other))).toBe('2005400');
  expect(await fate(query(scene.api, scene.merchant, one.partnerReferenceNo))).toBe('4045501');
  expect(await fate(scene.api.createOrder(one))).toBe('4295400');
  expect(await fate(scene.api.createOrder(one))).toBe('4295400');
  expect(await fate(scene.api.createOrder(one))).toBe('2005400');
});

test('a fault applies to genuine requests only; a request with a bad signature leaves it armed', async () => {
  await arm('createOrder', 'too-many-requests');
  const unknownCaller = danaApi({ ...scene.merchant, partnerId: 'nobody' }, scene.simulator.url);
  expect(await fate(unknownCaller.createOrder(anOrder(scene.merchant)))).toBe('4015400');
  expect((await scene.control<{ faults: unknown[] }>('GET', '/simulator/faults')).body.faults).toHaveLength(
    1,
  );
});

type Act = (api: PaymentGatewayApi, order: string) => Promise<{ responseCode?: string }>;
const giveBack: [string, string, string, Act, object, object][] = [
  [
    'cancelOrder',
    '2025700',
    '2005700',
    (api, originalPartnerReferenceNo) =>
      api.cancelOrder({ originalPartnerReferenceNo, merchantId: scene.merchant.merchantId }),
    { latestTransactionStatus: '00', additionalInfo: { amountDetail: { voidAmount: { value: '0.00' } } } },
    {
      latestTransactionStatus: '05',
      additionalInfo: { amountDetail: { voidAmount: { value: '75000.00' } } },
    },
  ],
  [
    'refundOrder',
    '2025800',
    '2005800',
    (api, originalPartnerReferenceNo) =>
      api.refundOrder({
        originalPartnerReferenceNo,
        merchantId: scene.merchant.merchantId,
        partnerRefundNo: 'r-1',
        refundAmount: { value: '60000.00', currency: 'IDR' },
      }),
    { latestTransactionStatus: '00', additionalInfo: { amountDetail: { refundAmount: { value: '0.00' } } } },
    {
      latestTransactionStatus: '00',
      additionalInfo: { amountDetail: { refundAmount: { value: '60000.00' } } },
    },
  ],
];
test.each(giveBack)(
  '%s in progress answers %s each time until it is done, then %s',
  async (operation, inProgress, done, act, during, after) => {
    const request = anOrder(scene.merchant);
    await scene.api.createOrder(request);
    await scene.control('POST', `/simulator/orders/${request.partnerReferenceNo}/pay`);
    await arm(operation, 'in-progress', { delayMs: 600_000 });
    const again = () => fate(act(scene.api, request.partnerReferenceNo));
    expect([await again(), await again()]).toEqual([inProgress, inProgress]);
    expect(await query(scene.api, scene.merchant, request.partnerReferenceNo)).toMatchObject(during);
    await scene.control('POST', '/simulator/clock', { advanceMs: 600_000 });
    expect(await query(scene.api, scene.merchant, request.partnerReferenceNo)).toMatchObject(after);
    expect([await again(), await again()]).toEqual([done, done]);
    expect(await query(scene.api, scene.merchant, request.partnerReferenceNo)).toMatchObject(after);
  },
);

test('a refund in progress already reduces the rest that can be refunded', async () => {
  const request = anOrder(scene.merchant);
  await scene.api.createOrder(request);
  await scene.control('POST', `/simulator/orders/${request.partnerReferenceNo}/pay`);
  const refund = (partnerRefundNo: string, value: string) =>
    fate(
      scene.api.refundOrder({
        originalPartnerReferenceNo: request.partnerReferenceNo,
        merchantId: scene.merchant.merchantId,
        partnerRefundNo,
        refundAmount: { value, currency: 'IDR' },
      }),
    );
  await arm('refundOrder', 'in-progress');
  expect(await refund('a', '50000.00')).toBe('2025800');
  expect(await refund('b', '25000.01')).toBe('4035802');
  expect(await refund('b', '25000.00')).toBe('2005800');
  const cancel = scene.api.cancelOrder({
    originalPartnerReferenceNo: request.partnerReferenceNo,
    merchantId: scene.merchant.merchantId,
  });
  expect(await fate(cancel)).toBe('4045700');
});

test('arming explains an unknown fault, a wrong operation and an option too many', async () => {
  const refused: [object, RegExp][] = [
    [{ operation: 'createOrder', fault: 'earthquake' }, /it knows hang-before-commit/],
    [{ operation: 'createOrder', fault: 'in-progress' }, /is for cancelOrder and refundOrder/],
    [{ operation: 'createOrder', fault: 'html-502', bytes: 1 }, /takes commits, not bytes/],
    [{ operation: 'notify', fault: 'html-502' }, /notify knows no fault/],
    [{ operation: 'notify', fault: 'toString' }, /notify knows no fault/],
    [{ operation: 'payOrder', fault: 'delay' }, /operation/],
    [{ operation: 'createOrder', fault: 'unknown-code', responseCode: '99' }, /seven digits/],
    [{ operation: 'createOrder', fault: 'delay', times: 0 }, /times/],
  ];
  for (const [wish, words] of refused) {
    const { httpStatus, body } = await scene.control<{ error: string }>('POST', '/simulator/faults', wish);
    expect(httpStatus).toBe(400);
    expect(body.error).toMatch(words);
  }
  const armed = await arm('queryPayment', 'unknown-code', { responseCode: '4035599', times: 3 });
  expect(armed.body).toMatchObject({ timesLeft: 3, options: { commits: false, responseCode: '4035599' } });
  expect(await scene.control('DELETE', `/simulator/faults/${armed.body.id}`)).toEqual({
    httpStatus: 200,
    body: { faults: [] },
  });
  expect(await scene.control('DELETE', `/simulator/faults/${armed.body.id}`)).toMatchObject({
    httpStatus: 404,
  });
});
