import type { KeyObject } from 'node:crypto';
import {
  type CancelOrderRequest,
  type ConsultPayRequest,
  type CreateOrderRequest,
  PaymentGatewayApi,
  type QueryPaymentRequest,
  type RefundOrderRequest,
} from 'dana-node/payment_gateway/v1';
import { Configuration, getBasePathByEnv } from 'dana-node/runtime';
import { codeOf } from '../../runtime/error-code.ts';
import { danaTimeoutMs } from '../../use-cases/ports/payment-provider.ts';
import { answerLost, notSent, type RawAnswer, readRawAnswer } from '../answers/raw-answer.ts';
import { parseJsonObject } from '../answers/snap-answer.ts';
import { signBody } from '../keys/signature.ts';
import type { DanaOperation } from '../response-codes.ts';

/** Who calls DANA, and where DANA is. */
export interface DanaApiOptions {
  /** The client id from DANA's portal: X-PARTNER-ID. */
  readonly partnerId: string;
  /** PKCS#8; the SDK takes nothing else. */
  readonly privateKeyPem: string;
  /** The same key, for what the SDK cannot sign. */
  readonly privateKey: KeyObject;
  readonly origin: string;
  readonly environment: 'sandbox' | 'production';
  /** Another host, such as a simulator; null for DANA's own. A path prefix is not part of what is signed. */
  readonly baseUrl: string | null;
  readonly timeoutMs?: number;
  /** What stands between us and the wire, such as a recorder; default: the platform's own. */
  readonly fetch?: typeof fetch;
}

/** dana-node's PaymentGatewayApi with a deadline, a bounded answer and its real HTTP status. */
export interface DanaApi {
  readonly timeoutMs: number;
  /**
   * Sends exactly this body, signed, and tells how that went. Ends within `timeoutMs`, or sooner where `signal`
   * aborts. Never throws: a request that the SDK rejects, or would change, becomes a RawAnswer that was not sent.
   */
  call(operation: DanaOperation, body: string, signal?: AbortSignal): Promise<RawAnswer>;
}

/** The SDK's own fetch and host cannot be set through its constructor; its configuration can be replaced. */
class GatewayApi extends PaymentGatewayApi {
  constructor(credentials: ConstructorParameters<typeof PaymentGatewayApi>[0], configuration: Configuration) {
    super(credentials);
    this.configuration = configuration;
  }
}

/** The bodies were written for these very operations and types; see write-requests.ts. */
const senders: Readonly<Record<DanaOperation, (sdk: GatewayApi, body: object) => Promise<unknown>>> = {
  consultPay: (sdk, body) => sdk.consultPay(body as ConsultPayRequest),
  createOrder: (sdk, body) => sdk.createOrder(withUncheckedExpiry(body as CreateOrderRequest)),
  queryPayment: (sdk, body) => sdk.queryPayment(body as QueryPaymentRequest),
  cancelOrder: (sdk, body) => sdk.cancelOrder(body as CancelOrderRequest),
  refundOrder: (sdk, body) => sdk.refundOrder(body as RefundOrderRequest),
};

/**
 * The SDK holds validUpTo against the clock of the machine, at the first call and at every repeat. The gateway's
 * clock may be another one (an embedded gateway's is moved by hand), and the bounds were checked against that.
 * A String object is passed over by the SDK's checks of strings and is serialised to the same bytes.
 */
function withUncheckedExpiry(request: CreateOrderRequest): CreateOrderRequest {
  return request.validUpTo === undefined ? request : { ...request, validUpTo: Object(request.validUpTo) };
}

/** Where calls go, without a slash at the end. */
export function danaBaseUrl({
  baseUrl,
  environment,
}: Pick<DanaApiOptions, 'baseUrl' | 'environment'>): string {
  return (baseUrl ?? getBasePathByEnv(environment)).replace(/\/+$/, '');
}

/** Made once, when the process is composed. Throws where the process runs in another time zone than DANA. */
export function createDanaApi(options: DanaApiOptions): DanaApi {
  const { privateKey, timeoutMs = danaTimeoutMs, fetch: send = fetch } = options;
  // The SDK writes X-TIMESTAMP in the time zone of the process, and DANA takes only +07:00.
  if (new Date().getTimezoneOffset() !== -7 * 60) {
    throw new Error('DANA needs X-TIMESTAMP in Jakarta time: start the process with TZ=Asia/Jakarta');
  }
  const basePath = danaBaseUrl(options);
  const credentials = {
    partnerId: options.partnerId,
    privateKey: options.privateKeyPem,
    origin: options.origin,
    env: options.environment,
  };

  /** What the SDK has made of the body, held against the body that must leave. */
  function sealed(operation: DanaOperation, url: string, init: RequestInit, body: string): RequestInit {
    if (init.body === body) return init;
    // The SDK (1.5.11) knows no externalStoreId here, and without it DANA lists no QRIS: signed by us.
    if (operation !== 'consultPay') throw new Error('the SDK would send another body than the stored one');
    const headers = new Headers(init.headers);
    const timestamp = headers.get('x-timestamp') ?? '';
    headers.set('x-signature', signBody(privateKey, url.slice(basePath.length), body, timestamp));
    return { ...init, headers, body };
  }

  async function call(
    operation: DanaOperation,
    body: string,
    signal: AbortSignal = AbortSignal.timeout(timeoutMs),
  ): Promise<RawAnswer> {
    const request = parseJsonObject(body);
    if (request === null) return notSent('the stored body is not a JSON object', { isOurFault: true });
    let rawAnswer: RawAnswer | undefined;
    // One SDK object for each call: its fetch is the only place where status and raw body can be had, and
    // concurrent calls must not see each other's.
    const fetchApi = async (url: string, init: RequestInit): Promise<Response> => {
      const outgoing = sealed(operation, url, init, body);
      rawAnswer = await exchangeWith(send, url, outgoing, signal);
      // The SDK's own reading of the answer is not used: it loses the body of some and drops fields of others.
      return Response.json({});
    };
    const sdk = new GatewayApi(
      credentials,
      new Configuration({ basePath, fetchApi: fetchApi as typeof fetch }),
    );
    try {
      await senders[operation](sdk, request);
    } catch (error) {
      // Before fetch: the SDK's validation, its signing, or `sealed`. Afterwards the raw answer says what happened.
      if (rawAnswer === undefined) return notSent(describe(error), { isOurFault: true });
    }
    return rawAnswer ?? notSent('the SDK did not send', { isOurFault: true });
  }

  return { timeoutMs, call };
}

/** fetch keeps connections alive by itself. Redirects are not followed: that would send a signed body elsewhere. */
async function exchangeWith(
  send: typeof fetch,
  url: string,
  init: RequestInit,
  signal: AbortSignal,
): Promise<RawAnswer> {
  try {
    const response = await send(url, { ...init, redirect: 'manual', signal });
    return await readRawAnswer(response, signal);
  } catch (error) {
    return answerLost(signal.aborted ? 'no whole answer before the deadline' : describe(error));
  }
}

/** undici hides what happened in the cause: ECONNREFUSED, UND_ERR_SOCKET, a certificate. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = codeOf(cause);
  return code === undefined ? cause.message : `${cause.message} (${code})`;
}
