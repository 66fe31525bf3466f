import { createHook } from 'node:async_hooks';
import crypto, { generateKeyPairSync } from 'node:crypto';
import { PaymentGatewayApi } from 'dana-node/payment_gateway/v1';
import { Configuration, DanaSignatureUtil } from 'dana-node/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDanaApi } from '../../../src/dana/calls/api.ts';
import { createFinishNotifyVerifier } from '../../../src/dana/finish-notify.ts';
import { signedLater } from '../../../src/dana/keys/signed-later.ts';
import { writeCreateRequest } from '../../../src/dana/requests/write-create-request.ts';
import {
  writeCancelRequest,
  writeConsultRequest,
  writeQueryRequest,
  writeRefundRequest,
} from '../../../src/dana/requests/write-requests.ts';
import type { DanaOperation } from '../../../src/dana/response-codes.ts';
import { rupiah } from '../../../src/domain/money.ts';
import { dana, notifyPath, signed, timestamp } from './notifications.ts';
import { anOrder, aRefund, details, merchant } from './orders.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const identity = { partnerId: 'partner-1', origin: 'https://shop.example' };
const danaUrl = 'https://dana.example/prefix';

const order = anOrder({ title: 'Kopi – 漢字 😀 "\\/' });
const bodies: Readonly<Record<DanaOperation, string>> = {
  consultPay: writeConsultRequest(
    { amount: rupiah(7_500_000n), externalStoreId: null },
    { ...merchant, externalStoreId: null },
  ),
  createOrder: writeCreateRequest(order, details({ memo: 'Gate 4' }), merchant),
  queryPayment: writeQueryRequest(order, merchant),
  cancelOrder: writeCancelRequest(order, merchant),
  refundOrder: writeRefundRequest(order, aRefund(), merchant),
};
const operations = Object.keys(bodies) as DanaOperation[];

/** A request as it would leave; X-EXTERNAL-ID, which is random, is checked for its form only. */
interface Sent {
  readonly url: string;
  readonly method: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A `fetch` that keeps requests instead of sending them. */
function recorder() {
  const sent: Sent[] = [];
  const record = async (url: string, { method, headers, body }: RequestInit) => {
    const { 'x-external-id': externalId = '', ...others } = Object.fromEntries(new Headers(headers));
    expect(externalId).toMatch(/^sdk.{33}$/);
    sent.push({ url, method, headers: others, body });
    return Response.json({ responseCode: '2009900' });
  };
  return { sent, fetch: record as typeof fetch };
}

/** The SDK by itself, which signs with the key's PEM text. */
class Sdk extends PaymentGatewayApi {
  constructor(fetchApi: typeof fetch) {
    super({ ...identity, privateKey: pem, env: 'sandbox', debugMode: 'true' });
    this.configuration = new Configuration({ basePath: danaUrl, fetchApi });
  }
}

function openGateway() {
  const { sent, fetch } = recorder();
  const api = createDanaApi({ ...identity, privateKey, environment: 'sandbox', baseUrl: danaUrl, fetch });
  return { sent, api };
}

/** How many signatures came back from Node's thread pool, made or verified, during `work`. */
async function countSignaturesInPool(work: () => Promise<unknown>): Promise<number> {
  const jobs = new Set<number>();
  let count = 0;
  const hook = createHook({
    init(id, type) {
      if (type === 'SIGNREQUEST') jobs.add(id);
    },
    // A job on the main thread has its result at once and calls nothing back.
    before(id) {
      if (jobs.has(id)) count += 1;
    },
  }).enable();
  try {
    await work();
  } finally {
    hook.disable();
  }
  return count;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: order.createdAt });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a request that the gateway signs for the SDK', () => {
  // RSASSA-PKCS1-v1_5 is deterministic: the same text gives the same signature.
  it.each(operations)(
    '%s is the one that the SDK alone would send, signature included',
    async (operation) => {
      const { sent, api } = openGateway();
      await api.call(operation, bodies[operation]);
      const alone = recorder();
      const sdk = new Sdk(alone.fetch);
      const method = sdk[operation] as (body: object) => Promise<unknown>;
      await method.call(sdk, JSON.parse(bodies[operation])).catch(() => undefined);
      expect(alone.sent).toHaveLength(1);
      expect(sent).toMatchObject(alone.sent);
      expect(sent[0]?.headers).toEqual(alone.sent[0]?.headers);
    },
  );

  it('with a field that the SDK does not know has the signature that the SDK would give it', async () => {
    const body = writeConsultRequest({ amount: rupiah(7_500_000n), externalStoreId: 'store-1' }, merchant);
    const { sent, api } = openGateway();
    await api.call('consultPay', body);
    const path = '/v1.0/payment-gateway/consult-pay.htm';
    const at = sent[0]?.headers['x-timestamp'] ?? '';
    expect(sent[0]?.headers['x-signature']).toBe(
      DanaSignatureUtil.generateSnapB2BScenarioSignature('POST', path, body, pem, at),
    );
  });

  it.each(operations)('%s is signed once, in the thread pool, and not by the SDK', async (operation) => {
    const signer = vi.spyOn(crypto, 'createSign');
    const { api } = openGateway();
    expect(await countSignaturesInPool(() => api.call(operation, bodies[operation]))).toBe(1);
    expect(signer).not.toHaveBeenCalled();
  });

  it('is not sent if a release of the SDK asks nobody for the signature', async () => {
    const signer = vi.spyOn(DanaSignatureUtil, 'generateSnapB2BScenarioSignature');
    for (const broken of [() => 'its own signature', signWithWhatItHas]) {
      signer.mockImplementation(broken);
      const { sent, api } = openGateway();
      expect(await api.call('createOrder', bodies.createOrder)).toMatchObject({
        kind: 'unanswered',
        mayHaveArrived: false,
        isOurFault: true,
      });
      expect(sent).toEqual([]);
    }
  });
});

/** As the SDK signs when nothing stands in for it: with the text it was given as a key. */
function signWithWhatItHas(method: string, path: string): string {
  return crypto.createSign('RSA-SHA256').update(`${method}:${path}`).sign(signedLater, 'base64');
}

it('the signature of a Finish Notify is verified in the thread pool', async () => {
  const verifier = createFinishNotifyVerifier({ publicKeys: [dana.publicKey], path: notifyPath });
  const headers = { signature: signed('{}'), timestamp };
  const body = Buffer.from('{}');
  expect(await countSignaturesInPool(() => verifier.verify(body, headers))).toBe(1);
});
