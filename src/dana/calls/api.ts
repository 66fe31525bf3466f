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
import { signedLater } from '../keys/signed-later.ts';
import type { DanaOperation } from '../response-codes.ts';

/** Our identity at DANA, and DANA's address. */
export interface DanaApiOptions {
  /** The client id from DANA's portal: X-PARTNER-ID. */
  readonly partnerId: string;
  /** Parsed once; the SDK never gets it. */
  readonly privateKey: KeyObject;
  readonly origin: string;
  readonly environment: 'sandbox' | 'production';
  /** Another host, such as a simulator; null for DANA's own. A path prefix is not part of what is signed. */
  readonly baseUrl: string | null;
  readonly timeoutMs?: number;
  /** Sends the request, for example through a recorder; default: the platform's own `fetch`. */
  readonly fetch?: typeof fetch;
}

/** dana-node's PaymentGatewayApi with a deadline, a bounded answer and its real HTTP status. */
export interface DanaApi {
  readonly timeoutMs: number;
  /**
   * Sends exactly this body, signed, and returns DANA's raw answer. Ends within `timeoutMs`, or sooner if `signal`
   * aborts. Never throws: a request that the SDK rejects, or would change, becomes a RawAnswer that was not sent.
   */
  call(operation: DanaOperation, body: string, signal?: AbortSignal): Promise<RawAnswer>;
}

/** The SDK's constructor takes neither a `fetch` nor a host; its configuration can be replaced. */
class GatewayApi extends PaymentGatewayApi {
  constructor(credentials: ConstructorParameters<typeof PaymentGatewayApi>[0], configuration: Configuration) {
    super(credentials);
    this.configuration = configuration;
  }
}

/** The bodies were written for these operations and types; see write-requests.ts. */
const senders: Readonly<Record<DanaOperation, (sdk: GatewayApi, body: object) => Promise<unknown>>> = {
  consultPay: (sdk, body) => sdk.consultPay(body as ConsultPayRequest),
  createOrder: (sdk, body) => sdk.createOrder(withUncheckedExpiry(body as CreateOrderRequest)),
  queryPayment: (sdk, body) => sdk.queryPayment(body as QueryPaymentRequest),
  cancelOrder: (sdk, body) => sdk.cancelOrder(body as CancelOrderRequest),
  refundOrder: (sdk, body) => sdk.refundOrder(body as RefundOrderRequest),
};

/**
 * The SDK compares validUpTo with the machine's clock, at the first call and at every repeat. The gateway's clock may
 * differ (an embedded gateway's is moved by hand), and the bounds were checked against the gateway's clock. The SDK's
 * string checks skip a String object, which is serialised to the same bytes.
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

/** Made once, when the process starts. Throws if the process runs in another time zone than DANA. */
export function createDanaApi(options: DanaApiOptions): DanaApi {
  const { privateKey, timeoutMs = danaTimeoutMs, fetch: send = fetch } = options;
  // The SDK writes X-TIMESTAMP in the time zone of the process, and DANA accepts only +07:00.
  if (new Date().getTimezoneOffset() !== -7 * 60) {
    throw new Error('DANA needs X-TIMESTAMP in Jakarta time: start the process with TZ=Asia/Jakarta');
  }
  const basePath = danaBaseUrl(options);
  const credentials = {
    partnerId: options.partnerId,
    privateKey: signedLater,
    origin: options.origin,
    env: options.environment,
    // X-Debug-Mode, which the SDK sends in the sandbox only: refusals then say what exactly is wrong.
    debugMode: String(options.environment === 'sandbox'),
  };

  /** Compares the body that the SDK wrote with the stored body, which must leave unchanged, and signs that one. */
  async function sealed(
    operation: DanaOperation,
    url: string,
    init: RequestInit,
    body: string,
  ): Promise<RequestInit> {
    // The SDK (1.5.11) knows no externalStoreId of a Consult Pay, and without it DANA lists no QRIS.
    if (init.body !== body && operation !== 'consultPay') {
      throw new Error('the SDK would send another body than the stored one');
    }
    const headers = new Headers(init.headers);
    if (headers.get('x-signature') !== signedLater) throw new Error('the SDK has signed by itself');
    const timestamp = headers.get('x-timestamp') ?? '';
    headers.set('x-signature', await signBody(privateKey, url.slice(basePath.length), body, timestamp));
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
    // One SDK object for each call: only its fetch sees the status and the raw body, and concurrent calls must not
    // see each other's.
    const fetchApi = async (url: string, init: RequestInit): Promise<Response> => {
      const outgoing = await sealed(operation, url, init, body);
      rawAnswer = await exchangeWith(send, url, outgoing, signal);
      // The SDK's own reading of the answer is not used: it loses some bodies and drops fields of others.
      return Response.json({});
    };
    const sdk = new GatewayApi(
      credentials,
      new Configuration({ basePath, fetchApi: fetchApi as typeof fetch }),
    );
    try {
      await senders[operation](sdk, request);
    } catch (error) {
      // Thrown before fetch: by the SDK's validation, its signing, or `sealed`. Later the raw answer says what happened.
      if (rawAnswer === undefined) return notSent(describe(error), { isOurFault: true });
    }
    return rawAnswer ?? notSent('the SDK did not send', { isOurFault: true });
  }

  return { timeoutMs, call };
}

/** `fetch` keeps connections alive by itself. A redirect is not followed: it would send a signed body elsewhere. */
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

/** The reason as text. undici hides it in the cause: ECONNREFUSED, UND_ERR_SOCKET, a certificate. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  const code = codeOf(cause);
  return code === undefined ? cause.message : `${cause.message} (${code})`;
}
