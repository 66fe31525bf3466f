const KiB = 1024;

/** An allowance: `perSecondMax` on average, and up to `burstMax` at once after a pause. */
export interface Rate {
  readonly perSecondMax: number;
  readonly burstMax: number;
}

/**
 * What one client may make the server do, in units of cost (graphql/schema/field-costs.ts): one is about 0.1 ms of the
 * event loop on a slow core, so a process that does nothing else can serve 10,000 a second.
 */
export interface CostBudget {
  /** On average. */
  readonly costPerSecondMax: number;
  /** At once after a pause. */
  readonly costBurstMax: number;
  /** One operation; nothing else runs while the server computes it. */
  readonly operationCostMax: number;
}

/**
 * Every bound on what clients send and on what the server keeps for them, in one place and the same for HTTP, SSE
 * and WebSocket. Tests pass smaller bounds.
 */
export interface Limits {
  /** Size of the body of a GraphQL request. */
  readonly graphqlBodyBytesMax: number;
  /** Size of the body of a Finish Notify. The largest genuine one observed (QRIS) has 4.8 KB. */
  readonly notifyBodyBytesMax: number;
  /** Size of the body that signs a person in to the console. */
  readonly signInBodyBytesMax: number;
  /** Size of a settlement file that is uploaded: three million lines. It is read as a stream. */
  readonly settlementBodyBytesMax: number;
  /** Settlement files that are uploaded at once. */
  readonly settlementUploadsMax: number;
  /** Within this time an uploaded settlement file is imported; the server cuts off slower senders. */
  readonly settlementDeadlineMs: number;
  /** Size of one WebSocket message. */
  readonly frameBytesMax: number;
  /** Size of `connection_init`, which opens GraphQL over WebSocket and carries one credential. */
  readonly connectionInitBytesMax: number;
  /** Size of all headers of a request together. */
  readonly headersBytesMax: number;

  /** Requests that one connection may send ahead without waiting for answers. */
  readonly pipelinedRequestsMax: number;
  /** From a request's first byte to the end of its headers; the server cuts off slower senders. */
  readonly headersTimeoutMs: number;
  /** From a request's first byte to the end of its body; the server cuts off slower senders. */
  readonly requestTimeoutMs: number;
  /** How often the server checks the two bounds above. */
  readonly slowSenderCheckMs: number;
  /** How long a connection may idle between two requests. Longer than the idle time of common proxies (60 s). */
  readonly keepAliveTimeoutMs: number;
  /** The server cuts off a client that reads nothing of its answer for this long. Above `operationDeadlineMs`. */
  readonly slowReaderTimeoutMs: number;
  /** How long the server still reads and discards a refused body, so that its sender can see the refusal. */
  readonly lingerMs: number;

  /**
   * Within this time an operation is answered, or a subscription has begun. Longer than two calls to DANA of 8 s in
   * a row.
   */
  readonly operationDeadlineMs: number;
  /** Within this time a Finish Notify is answered, if necessary with a failure, so that DANA repeats it. */
  readonly notifyDeadlineMs: number;

  /** Length of a GraphQL document. Documents are cached, so this bounds memory too. */
  readonly documentCharsMax: number;
  /** Parsed documents in the cache. */
  readonly cachedDocumentsMax: number;
  /** Selected fields whose execution is planned, of all documents together; each takes about 400 bytes. */
  readonly plannedFieldsMax: number;
  /** Lexical tokens in a GraphQL document; our own clients' have up to 220, GraphiQL's introspection 200. */
  readonly documentTokensMax: number;
  /** Levels of nested fields; GraphiQL's introspection has 15. */
  readonly documentDepthMax: number;
  /** Fields in total, with each fragment counted as often as it is spread. */
  readonly documentFieldsMax: number;
  readonly documentAliasesMax: number;
  readonly documentDirectivesMax: number;
  /** Fields whose response name occurs already in the same place: validation compares each with each. */
  readonly documentRepeatedFieldsMax: number;
  /** Reported errors of an invalid document; validation stops there. */
  readonly validationErrorsMax: number;
  /** Root fields of one query. */
  readonly queryRootFieldsMax: number;
  /** Root fields of one mutation: one request moves money at most once. */
  readonly mutationRootFieldsMax: number;

  /**
   * Relay connections that one operation may read, each of them one SQL statement. A connection inside a page counts
   * once per item of the page. Enough for a hundred orders with their refunds and timelines.
   */
  readonly documentPagesMax: number;

  /** Connections open at once, of all clients together, WebSockets included. Fewer if descriptors are few. */
  readonly connectionsMax: number;
  /** Connections of one public address, or of one IPv6 network of 2^64 addresses; at most half of all. */
  readonly connectionsPerAddressMax: number;
  /** Descriptors (`ulimit -n`) that clients cannot use: for the database, DANA, event receivers, files. */
  readonly descriptorsReserved: number;
  /** WebSockets open at once, of all clients together. */
  readonly socketsMax: number;
  /**
   * WebSockets and SSE streams of one public address, or of one IPv6 network of 2^64 addresses. Many payers may share
   * the address of a mobile carrier.
   */
  readonly streamsPerAddressMax: number;
  /**
   * WebSockets and SSE streams of one client or checkout token. Many people may watch one token's order, yet a leaked
   * token fills at most a twentieth of a process.
   */
  readonly streamsPerTokenMax: number;
  /** The `retryAfterMs` of a client that has too many streams. */
  readonly streamRetryMs: number;
  /**
   * What operations may cost: by credential, without one by address, and of all tokens of one public address together.
   * Many payers may share the address of a mobile carrier, and many people may watch one token's order. A merchant's
   * server is trusted: its budget only stops a program that runs wild.
   */
  readonly costBudgets: Readonly<
    Record<'serverKey' | 'clientToken' | 'checkoutToken' | 'anonymous' | 'address', CostBudget>
  >;
  /** The cost of any operation before its body is read: authentication, HTTP, answer. */
  readonly requestCost: number;
  /** The cost of signing in, from the budget of anonymous callers. */
  readonly signInCost: number;
  /** The cost of leaving for an identity provider and of coming back, each of which may call it, from the same budget. */
  readonly openIdCost: number;
  /** The cost of parsing and validating one character of a document that is not in the cache. */
  readonly newDocumentCostPerChar: number;
  /** How often one address may show wrong credentials and open WebSockets. */
  readonly rates: Readonly<Record<'badLogin' | 'upgrade', Rate>>;
  /** Wrong signatures and credentials, of all clients together, that are refused without a delay. */
  readonly refusalRate: Rate;
  /** The delay of further refusals: it slows a flood and nobody else. */
  readonly refusalDelayMs: number;
  /** Refusals that may be delayed at once; beyond them, connections are closed without an answer. */
  readonly refusalsWaitingMax: number;
  /** Credentials and addresses that each budget and each rate counts at once. */
  readonly rateNamesMax: number;
  /** Operations running at once on one WebSocket. */
  readonly operationsPerSocketMax: number;
  /** From the opening of a WebSocket to its `connection_init`. */
  readonly connectionInitTimeoutMs: number;
  /** Messages, pings and pongs that a client may send between two of our pings. */
  readonly messagesPerPingMax: number;
  /** How often the server pings a WebSocket. One that has not answered the previous ping is cut off. */
  readonly pingIntervalMs: number;
  /** The server closes a WebSocket that has run no operation for this long. */
  readonly idleSocketTimeoutMs: number;
  /** Unsent bytes of one WebSocket at which the server stops reading from it. */
  readonly socketBacklogBytesMax: number;

  /** How long `drain()` waits for running operations before it cuts them off. Longer than one call to DANA. */
  readonly drainDeadlineMs: number;
  /** Streams that a drain ends per second: fewer than another process can accept. */
  readonly drainSessionsPerSecond: number;
  /** A drain ends the last stream by then, however many there are. Shorter than `drainDeadlineMs`, which cuts off. */
  readonly drainSpreadMaxMs: number;
}

/** The gateway's own bounds. */
export const limits: Limits = {
  graphqlBodyBytesMax: 128 * KiB,
  notifyBodyBytesMax: 16 * KiB,
  signInBodyBytesMax: 2 * KiB,
  settlementBodyBytesMax: 1024 * 1024 * KiB,
  settlementUploadsMax: 2,
  settlementDeadlineMs: 10 * 60_000,
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
  plannedFieldsMax: 50_000,
  documentTokensMax: 1_000,
  documentDepthMax: 16,
  documentFieldsMax: 500,
  documentAliasesMax: 30,
  documentDirectivesMax: 30,
  documentRepeatedFieldsMax: 30,
  validationErrorsMax: 20,
  queryRootFieldsMax: 10,
  mutationRootFieldsMax: 1,
  documentPagesMax: 250,

  connectionsMax: 24_000,
  connectionsPerAddressMax: 1_000,
  descriptorsReserved: 256,
  socketsMax: 20_000,
  streamsPerAddressMax: 500,
  streamsPerTokenMax: 1_000,
  streamRetryMs: 5_000,
  costBudgets: {
    serverKey: { costPerSecondMax: 100_000, costBurstMax: 200_000, operationCostMax: 50_000 },
    clientToken: { costPerSecondMax: 1_000, costBurstMax: 10_000, operationCostMax: 500 },
    checkoutToken: { costPerSecondMax: 500, costBurstMax: 5_000, operationCostMax: 500 },
    anonymous: { costPerSecondMax: 200, costBurstMax: 2_000, operationCostMax: 500 },
    address: { costPerSecondMax: 4_000, costBurstMax: 40_000, operationCostMax: 500 },
  },
  requestCost: 10,
  signInCost: 20,
  openIdCost: 100,
  newDocumentCostPerChar: 0.04,
  rates: {
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
