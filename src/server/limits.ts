const KiB = 1024;

/** An allowance: `perSecondMax` on average, and up to `burstMax` at once after a pause. */
export interface Rate {
  readonly perSecondMax: number;
  readonly burstMax: number;
}

/**
 * Every bound on what comes in from outside and on what is kept for somebody outside, in one place and the same
 * for HTTP, SSE and WebSocket. Tests hand in smaller ones.
 */
export interface Limits {
  /** The body of a GraphQL request. */
  readonly graphqlBodyBytesMax: number;
  /** The body of a Finish Notify. The largest genuine one that was observed (QRIS) has 4.8 KB. */
  readonly notifyBodyBytesMax: number;
  /** One WebSocket message. */
  readonly frameBytesMax: number;
  /** The message that opens a GraphQL connection over WebSocket; it carries one credential. */
  readonly connectionInitBytesMax: number;
  /** All headers of a request together. */
  readonly headersBytesMax: number;

  /** Requests that one connection may have sent without waiting for the answers. */
  readonly pipelinedRequestsMax: number;
  /** From the first byte of a request to the end of its headers; a slower sender is cut off. */
  readonly headersTimeoutMs: number;
  /** From the first byte of a request to the end of its body; a slower sender is cut off. */
  readonly requestTimeoutMs: number;
  /** How often the two bounds above are looked at. */
  readonly slowSenderCheckMs: number;
  /** How long a connection may idle between two requests. Longer than the idle time of common proxies (60 s). */
  readonly keepAliveTimeoutMs: number;
  /** A reader that takes nothing of an answer for this long is cut off. */
  readonly slowReaderTimeoutMs: number;
  /** How long a refused body is still read and thrown away, so that its sender can see the refusal. */
  readonly lingerMs: number;

  /**
   * An operation is answered, and a subscription begun, within this time. Longer than two calls to DANA of 8 s, one
   * after another.
   */
  readonly operationDeadlineMs: number;
  /** A Finish Notify is answered within this time, if need be with a failure, so that DANA repeats it. */
  readonly notifyDeadlineMs: number;

  /** The text of a GraphQL document; documents are cached, so that this bounds memory too. */
  readonly documentCharsMax: number;
  /** Parsed documents that are kept. */
  readonly cachedDocumentsMax: number;
  /** Lexical tokens in a GraphQL document; our own clients' have up to 220, GraphiQL's introspection 200. */
  readonly documentTokensMax: number;
  /** Fields within fields; GraphiQL's introspection has 15. */
  readonly documentDepthMax: number;
  /** Fields altogether, fragments spread out as often as they are used. */
  readonly documentFieldsMax: number;
  readonly documentAliasesMax: number;
  readonly documentDirectivesMax: number;
  /** Fields that stand where one of the same name stands already: validation compares each with each. */
  readonly documentRepeatedFieldsMax: number;
  /** Fields of Query that one operation may ask for. */
  readonly queryRootFieldsMax: number;
  /** Fields of Mutation that one operation may ask for: one request moves money at most once. */
  readonly mutationRootFieldsMax: number;

  /**
   * Connections (Relay's) that one operation may read, those within a page counted once for each of its items: each is
   * a statement of SQL. Enough for a hundred orders with their refunds and their timelines.
   */
  readonly documentPagesMax: number;

  /** WebSockets that are open at once, of all peers together. */
  readonly socketsMax: number;
  /**
   * WebSockets and SSE streams of one public address, or of one network of 2^64 addresses (IPv6). A carrier hides many
   * payers.
   */
  readonly streamsPerAddressMax: number;
  /**
   * WebSockets and SSE streams of one client or checkout token: a token may stand on a screen that many look at, and
   * yet one that leaked fills a twentieth of what a process carries.
   */
  readonly streamsPerTokenMax: number;
  /** What somebody is told who has too many of them: when it is worth trying again. */
  readonly streamRetryMs: number;
  /** How often the same may come. By credential, and by address for what has none. */
  readonly rates: Readonly<
    Record<'serverKey' | 'clientToken' | 'checkoutToken' | 'anonymous' | 'badLogin' | 'upgrade', Rate>
  >;
  /** Wrong signatures and credentials, of all peers together, that are told so at once. */
  readonly refusalRate: Rate;
  /** The others are told this much later, so that a flood waits and not everybody else. */
  readonly refusalDelayMs: number;
  /** So many wait to be told; further ones lose their connection without a word. */
  readonly refusalsWaitingMax: number;
  /** Credentials and addresses that are counted at once, for each kind of rate. */
  readonly rateNamesMax: number;
  /** Operations that run at once on one WebSocket. */
  readonly operationsPerSocketMax: number;
  /** From the opening of a WebSocket to its connection_init. */
  readonly connectionInitTimeoutMs: number;
  /** Messages, pings and pongs that a WebSocket may send from one of our pings to the next. */
  readonly messagesPerPingMax: number;
  /** A WebSocket is pinged this often, and cut off where it has not answered the ping before. */
  readonly pingIntervalMs: number;
  /** A WebSocket on which nothing was watched for this long is closed. */
  readonly idleSocketTimeoutMs: number;
  /** Bytes that wait for one WebSocket to take them before nothing more is read from it. */
  readonly socketBacklogBytesMax: number;

  /** How long drain() waits for operations that run before it cuts them off. Longer than one call to DANA. */
  readonly drainDeadlineMs: number;
  /** So many streams a drain sends elsewhere in a second: fewer than another process takes in. */
  readonly drainSessionsPerSecond: number;
  /** However many there are, the last is sent by then. Shorter than `drainDeadlineMs`, which cuts off. */
  readonly drainSpreadMaxMs: number;
}

export const limits: Limits = {
  graphqlBodyBytesMax: 128 * KiB,
  notifyBodyBytesMax: 16 * KiB,
  frameBytesMax: 16 * KiB,
  connectionInitBytesMax: 2 * KiB,
  headersBytesMax: 16 * KiB,

  pipelinedRequestsMax: 16,
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 10_000,
  slowSenderCheckMs: 1_000,
  keepAliveTimeoutMs: 65_000,
  slowReaderTimeoutMs: 30_000,
  lingerMs: 1_000,

  operationDeadlineMs: 20_000,
  notifyDeadlineMs: 1_800,

  documentCharsMax: 32 * KiB,
  cachedDocumentsMax: 256,
  documentTokensMax: 1_000,
  documentDepthMax: 16,
  documentFieldsMax: 500,
  documentAliasesMax: 30,
  documentDirectivesMax: 30,
  documentRepeatedFieldsMax: 30,
  queryRootFieldsMax: 10,
  mutationRootFieldsMax: 1,
  documentPagesMax: 250,

  socketsMax: 20_000,
  streamsPerAddressMax: 500,
  streamsPerTokenMax: 1_000,
  streamRetryMs: 5_000,
  rates: {
    serverKey: { perSecondMax: 5_000, burstMax: 10_000 },
    clientToken: { perSecondMax: 100, burstMax: 1_000 },
    checkoutToken: { perSecondMax: 20, burstMax: 100 },
    anonymous: { perSecondMax: 10, burstMax: 50 },
    badLogin: { perSecondMax: 2, burstMax: 20 },
    upgrade: { perSecondMax: 50, burstMax: 200 },
  },
  refusalRate: { perSecondMax: 100, burstMax: 200 },
  refusalDelayMs: 1_000,
  refusalsWaitingMax: 1_000,
  rateNamesMax: 20_000,
  operationsPerSocketMax: 32,
  connectionInitTimeoutMs: 3_000,
  messagesPerPingMax: 1_000,
  pingIntervalMs: 15_000,
  idleSocketTimeoutMs: 5 * 60_000,
  socketBacklogBytesMax: 64 * KiB,

  drainDeadlineMs: 10_000,
  drainSessionsPerSecond: 1_000,
  drainSpreadMaxMs: 8_000,
};
