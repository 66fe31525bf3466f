/** The codes after which the same request may succeed. */
const passing = new Set(['NETWORK', 'SERVICE_UNAVAILABLE', 'RATE_LIMITED', 'INTERNAL_SERVER_ERROR']);

/**
 * A failure that is not a Problem in the data. `code` is the gateway's `extensions.code` (UNAUTHENTICATED,
 * FORBIDDEN, NOT_FOUND, BAD_USER_INPUT, RATE_LIMITED ...), or NETWORK if no gateway answered.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: string;
  /** True if the same request may succeed later. It is safe to repeat every mutation. */
  readonly isRetryable: boolean;
  /** The wait that the gateway asks for, or 0. */
  readonly retryAfterMs: number;
  /** The id of the request in the gateway's log, if the gateway returned one. */
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
 * Returns the data of a GraphQL answer. Throws GatewayError if the answer has errors or is not a GraphQL
 * answer; `fallbackCode` is the code of an answer without one.
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
    throw new GatewayError(fallbackCode, 'The answer does not come from a gateway.');
  return data;
}

/** Converts any thrown value to a GatewayError. A failed connection has the code NETWORK. */
export function asGatewayError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  return new GatewayError('NETWORK', thrown instanceof Error ? thrown.message : 'The network failed.');
}
