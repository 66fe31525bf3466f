import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createCallerSessions } from './admission/caller-sessions.ts';
import { boundConnections } from './admission/connection-bounds.ts';
import { createRefusalPacer } from './admission/refusal-pacer.ts';
import { createRequestRates } from './admission/request-rates.ts';
import { createStreamSlots } from './admission/stream-slots.ts';
import { createConsoleDoor } from './console/console-door.ts';
import { createFinishNotifyHandler } from './finish-notify/finish-notify.ts';
import { createGraphiql } from './graphiql/graphiql.ts';
import { createGraphqlHandler, type GraphqlHandlerDeps } from './graphql/graphql-over-http.ts';
import { createGraphqlServer } from './graphql/graphql-server.ts';
import type { HttpServerOptions } from './http-server-options.ts';
import { limits as gatewayLimits } from './limits.ts';
import { createRoutes, graphqlPath } from './routes.ts';
import { createSettlementUpload } from './settlement/settlement-upload.ts';
import { createGraphqlProtocol } from './websocket/graphql-over-websocket.ts';
import { createUpgradeHandler } from './websocket/upgrade-handler.ts';
import { createWebSockets } from './websocket/websockets.ts';
import { answerError, answerRaw, answerUnexpected } from './wire/answers.ts';
import { isAllowedOrigin } from './wire/cross-origin.ts';
import { withinDeadline } from './wire/deadline.ts';
import { makeStandardHeaders, openHttpContext } from './wire/http-context.ts';
import { startListening, statusOfParserError } from './wire/listen.ts';
import { logAnswer } from './wire/log-answer.ts';
import { createLongUploads } from './wire/long-uploads.ts';
import { createPipelineGuard } from './wire/pipeline-guard.ts';
import { createPathReader } from './wire/request-path.ts';
import { createRunningResponses } from './wire/running-responses.ts';
import { createUnknownProxyWarning } from './wire/unknown-proxy.ts';

export interface HttpServer {
  /** Where it listens, e.g. http://127.0.0.1:4000. */
  readonly url: string;
  readonly port: number;
  /** Open WebSockets. */
  socketsCount(): number;
  /**
   * Makes /health/ready answer 503 and closes each connection after its next answer, while everything else goes on, so
   * that load balancers send their traffic elsewhere before `drain()` closes the port.
   */
  announceDrain(): void;
  /**
   * Stops accepting, lets running operations finish (at most `drainDeadlineMs`), ends streams so that clients
   * reconnect to another process (WebSocket close code 1012), then closes every connection. A second call returns
   * the first one's promise.
   */
  drain(): Promise<void>;
}

/** Resolves once the server listens; rejects if the address is taken. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { authenticate, chance, clock, corsOrigins, log, proxiesCount, useCases } = options;
  const { importSettlementFile, observeOperation } = options;
  const limits = options.limits ?? gatewayLimits;
  const standardHeaders = makeStandardHeaders(options.mode);
  const headerLines = Object.entries(standardHeaders).map(([name, value]) => `${name}: ${value}`);
  // On a laptop, tunnels do the same, and limits protect nobody.
  const warnOfUnknownProxy =
    options.mode === 'embedded' ? () => undefined : createUnknownProxyWarning(proxiesCount, log);
  const crossOrigin = { corsOrigins, areLoopbackOriginsAllowed: options.mode === 'embedded' };
  const readPath = createPathReader(options.publicUrl?.pathname.replace(/\/+$/, '') ?? '');
  const requestRates = createRequestRates(limits, clock);
  const graphqlServer = createGraphqlServer(
    { ...options.graphql, useCases, requestRates, clock, log },
    limits,
  );
  const sessions = createCallerSessions(clock);
  options.revocations.onRevoked(sessions.endWhere);
  const streamSlots = createStreamSlots(limits);
  const refusalPacer = createRefusalPacer(limits, clock, log);
  const login = { requestRates, refusalPacer, proxiesCount };
  const protocol = createGraphqlProtocol(
    { graphqlServer, sessions, requestRates, streamSlots, refusalPacer, chance, log },
    limits,
  );
  const sockets = createWebSockets(protocol, { headerLines, log, limits });
  const longUploads = createLongUploads();
  let isAnnounced = false;
  let isDraining = false;

  const publicOrigin = options.publicUrl?.origin ?? null;
  const graphqlOf = (identify: GraphqlHandlerDeps['identify']) =>
    createGraphqlHandler({
      ...{ ...login, identify, graphqlServer, sessions, streamSlots, log, observeOperation },
    });
  const settlementOf = createSettlementUpload({ ...login, importSettlementFile, longUploads, log });
  const identify = (request: IncomingMessage) => authenticate(request.headers.authorization);
  const doors = { ...login, graphqlOf, settlementOf };
  const consoleDoor = createConsoleDoor(options.console ?? null, { ...options, ...doors });
  const route = createRoutes({
    answerGraphql: graphqlOf(identify),
    answerFinishNotify: createFinishNotifyHandler({
      verifyFinishNotify: options.verifyFinishNotify,
      useCases,
      refusalPacer,
      clock,
      log,
    }),
    answerSettlement: settlementOf(identify),
    graphiql: createGraphiql(options.graphiql, { ...login, authenticate, chance }),
    showcase: options.showcase,
    answerConsole: consoleDoor.answer,
    isReady: async () => !isAnnounced && !isDraining && (await options.isReady()),
    crossOrigin,
    readPath,
  });
  const server = createServer({
    maxHeaderSize: limits.headersBytesMax,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.slowSenderCheckMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    // Node's own answer would lack our headers; routes.ts answers instead.
    requireHostHeader: false,
  });
  // Cuts off a client that does not read its answer. Longer than operationDeadlineMs; event streams write more often.
  server.timeout = limits.slowReaderTimeoutMs;
  boundConnections(server, { limits, descriptorsMax: options.descriptorsMax, proxiesCount, log });
  const connections = new Set<Socket>();
  function forget(this: Socket): void {
    connections.delete(this);
  }
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.on('close', forget);
  });
  const runningResponses = createRunningResponses();
  const mayBegin = createPipelineGuard(limits.pipelinedRequestsMax);
  const receive: RequestListener = (request, response) => {
    const { socket } = request;
    const startedMs = performance.now();
    const requestId = chance.uuid();
    const http = openHttpContext(request, response, { requestId, limits, standardHeaders });
    const runningCount = runningResponses.begin(socket);
    response.on('close', () => {
      runningResponses.end(socket);
      if (isDraining) server.closeIdleConnections();
      logAnswer(http, startedMs, log);
    });
    if (!mayBegin(socket, runningCount)) return;
    if (isAnnounced) response.shouldKeepAlive = false;
    warnOfUnknownProxy(request);
    const refusal = options.guard?.(request) ?? null;
    if (refusal !== null) return answerError(http, 403, 'FORBIDDEN', refusal);
    route(http).catch((error: unknown) => answerUnexpected(http, log, error));
  };
  // An Expect header that Node does not know is no reason to refuse a request (RFC 9110, 10.1.1).
  server.on('request', receive).on('checkExpectation', receive);
  const upgrade = createUpgradeHandler({
    server,
    sockets,
    runningResponses,
    requestRates,
    streamSlots,
    proxiesCount,
    doors: new Map([
      [
        graphqlPath,
        {
          isAllowedOrigin: (request) => isAllowedOrigin(request, crossOrigin, publicOrigin),
          authenticateFor: () => authenticate,
        },
      ],
      ...consoleDoor.sockets,
    ]),
    readPath,
    headerLines,
    isDraining: () => isDraining,
    limits,
  });
  server.on('upgrade', (request, connection: Socket, head) => {
    // This connection has sent bytes, so drain() need not know it; and a listener less saves memory per WebSocket.
    connection.off('close', forget);
    connections.delete(connection);
    if (options.guard !== null && options.guard(request) !== null)
      return answerRaw(connection, 403, headerLines);
    upgrade(request, connection, head);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, connection: Socket) => {
    if (!longUploads.excuse(error, connection))
      answerRaw(connection, statusOfParserError(error), headerLines);
  });

  async function drain(): Promise<void> {
    isDraining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Clients open connections ahead; Node does not count one without any bytes yet as idle.
    for (const connection of connections) if (connection.bytesRead === 0) connection.destroy();
    sessions.drain(limits);
    await withinDeadline(closed, limits.drainDeadlineMs, () => {
      log.warn('http.drain_cut_short', { deadlineMs: limits.drainDeadlineMs, socketsCount: sockets.count });
    });
    sockets.terminate();
    server.closeAllConnections();
    await closed;
    await graphqlServer.dispose();
  }

  await startListening(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  let draining: Promise<void> | null = null;
  return {
    url: `http://${host}:${port}`,
    port,
    socketsCount: () => sockets.count,
    announceDrain() {
      isAnnounced = true;
    },
    drain() {
      draining ??= drain();
      return draining;
    },
  };
}
