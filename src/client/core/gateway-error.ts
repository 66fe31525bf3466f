/** Codes after which the very same request may succeed. */
const passing = new Set(['NETWORK', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR']);

/**
 * What went wrong, other than an outcome that stands in the data as a Problem. `code` is the gateway's
 * `extensions.code` (UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, RATE_LIMITED ...), or NETWORK where no
 * gateway answered.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: string;
  /** True where the very same request may succeed later. Every mutation may be repeated safely. */
  readonly isRetryable: boolean;
  /** The gateway asks to wait this long; 0 where it does not say. */
  readonly retryAfterMs: number;
  /** The name of this request in the gateway's log. */
  readonly requestId: string | null;

  constructor(code: string, message: string, extensions: Readonly<Record<string, unknown>> = {}) {
    super(message);
    const { retryable, retryAfterMs, requestId } = extensions;
    this.code = code;
    this.isRetryable = retryable === true || passing.has(code);
    this.retryAfterMs = typeof retryAfterMs === 'number' ? retryAfterMs : 0;
    this.requestId = typeof requestId === 'string' ? requestId : null;
  }
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message?: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
}

/**
 * The data of a GraphQL answer; throws GatewayError where it carries errors or is none. `fallbackCode` names what an
 * answer without a code means.
 */
export function readAnswer(answer: unknown, fallbackCode = 'NETWORK'): unknown {
  const { data, errors } = (typeof answer === 'object' && answer !== null ? answer : {}) as Answer;
  const [error] = errors ?? [];
  if (error !== undefined) {
    const { code } = error.extensions ?? {};
    const message = error.message ?? 'The gateway answered with an error.';
    throw new GatewayError(typeof code === 'string' ? code : fallbackCode, message, error.extensions);
  }
  if (data === undefined || data === null)
    throw new GatewayError(fallbackCode, 'This is no answer of a gateway.');
  return data;
}

/** Whatever was thrown, as a GatewayError: a connection that failed is NETWORK. */
export function asGatewayError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  return new GatewayError('NETWORK', thrown instanceof Error ? thrown.message : 'The network failed.');
}
