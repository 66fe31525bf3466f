import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { GraphQLSchema } from 'graphql';
import type { Authenticate } from '../access/authenticate.ts';
import type { RevocationWatch } from '../access/revocation-watch.ts';
import type { Checkout } from '../domain/checkout.ts';
import type { Order } from '../domain/order.ts';
import type { Chance } from '../use-cases/ports/chance.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { UseCases } from '../use-cases/use-cases.ts';
import { createRefusals } from './admission/refusals.ts';
import { createSessions } from './admission/sessions.ts';
import { createTraffic } from './admission/traffic.ts';
import { createFinishNotifyHandler, type FinishNotifyReader } from './finish-notify/finish-notify.ts';
import { createGraphiql, type GraphiqlOptions } from './graphiql/graphiql.ts';
import { createGraphqlHandler } from './graphql/graphql-over-http.ts';
import { createGraphqlServer } from './graphql/graphql-server.ts';
import type { DocumentRules } from './graphql/registered-documents.ts';
import { limits as gatewayLimits, type Limits } from './limits.ts';
import { createRoutes, graphqlPath } from './routes.ts';
import type { Showcase } from './showcase.ts';
import { createGraphqlProtocol } from './websocket/graphql-over-websocket.ts';
import { createSockets } from './websocket/sockets.ts';
import { createUpgradeHandler } from './websocket/upgrades.ts';
import { answerFault, answerRaw } from './wire/answers.ts';
import { withinDeadline } from './wire/deadline.ts';
import { openExchange, standardHeaders } from './wire/http-exchange.ts';
import { createPipelineGuard } from './wire/pipelines.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** `embedded`: everything behind this gateway is simulated, and every answer says so. */
  readonly mode: 'embedded' | 'configured';
  readonly schema: GraphQLSchema;
  readonly documents: DocumentRules;
  readonly useCases: UseCases;
  readonly authenticate: Authenticate;
  /** Ends what is open when a credential is taken back. */
  readonly revocations: Pick<RevocationWatch, 'onRevoked'>;
  readonly issueClientToken: (order: Order) => string;
  readonly issueCheckoutToken: (checkout: Checkout) => string;
  readonly finishNotifyReader: FinishNotifyReader;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** For /health/ready: whether the database can be reached now. */
  readonly isReady: () => Promise<boolean>;
  readonly graphiql: GraphiqlOptions;
  /** Pages beside the API, or null. */
  readonly showcase: Showcase | null;
  /** Web origins, such as https://shop.example, whose pages may call this gateway from another origin. */
  readonly corsOrigins: readonly string[];
  /** Proxies of our own that stand before this process: X-Forwarded-For is believed that far, and no further. */
  readonly proxiesCount: number;
  /** Left out: the gateway's own (limits.ts). */
  readonly limits?: Limits;
}

export interface HttpServer {
  /** Where it listens, e.g. http://127.0.0.1:4000. */
  readonly url: string;
  readonly port: number;
  /**
   * Stops accepting, lets running operations finish (at most `drainDeadlineMs`), ends streams so that clients
   * come back elsewhere (WebSocket close code 1012), then closes every connection. Asked twice: the same drain.
   */
  drain(): Promise<void>;
}

/** Resolves once it listens; rejects where the address is taken. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { chance, log } = options;
  const limits = options.limits ?? gatewayLimits;
  const headers = standardHeaders(options.mode);
  const headerLines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const engine = createGraphqlServer(options, limits);
  const sessions = createSessions(options.clock);
  options.revocations.onRevoked(sessions.endWhere);
  const traffic = createTraffic(limits, options.clock);
  const refusals = createRefusals(limits, options.clock, log);
  const protocol = createGraphqlProtocol({ ...options, engine, sessions, traffic, refusals }, limits);
  const sockets = createSockets(protocol, { headerLines, log, limits });
  let isDraining = false;

  const route = createRoutes({
    ...options,
    answerGraphql: createGraphqlHandler({ ...options, engine, sessions, traffic, refusals }),
    answerFinishNotify: createFinishNotifyHandler({ ...options, refusals }),
    graphiql: createGraphiql(options.graphiql, { ...options, traffic, refusals }),
    isReady: async () => !isDraining && (await options.isReady()),
  });
  const server = createServer({
    maxHeaderSize: limits.headersBytesMax,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: limits.slowSenderCheckMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    // Node would answer by itself, without our headers; routes.ts answers instead.
    requireHostHeader: false,
  });
  const connections = new Set<Socket>();
  function forget(this: Socket): void {
    connections.delete(this);
  }
  server.on('connection', (connection) => {
    connections.add(connection);
    connection.on('close', forget);
  });
  const mayBegin = createPipelineGuard(limits.pipelinedRequestsMax);
  const receive: RequestListener = (request, response) => {
    if (!mayBegin(request, response)) return;
    response.once('close', () => {
      if (isDraining) server.closeIdleConnections();
    });
    const exchange = openExchange(request, response, { requestId: chance.uuid(), limits, headers });
    route(exchange).catch((error: unknown) => answerFault(exchange, log, error));
  };
  // An Expect header that Node does not know is no reason not to answer (RFC 9110, 10.1.1).
  server.on('request', receive).on('checkExpectation', receive);
  const upgrade = createUpgradeHandler({
    server,
    sockets,
    traffic,
    proxiesCount: options.proxiesCount,
    path: graphqlPath,
    corsOrigins: options.corsOrigins,
    headerLines,
    isDraining: () => isDraining,
    limits,
  });
  server.on('upgrade', (request, connection: Socket, head) => {
    // Something was said on it. And each listener less is less for each WebSocket.
    connection.off('close', forget);
    connections.delete(connection);
    upgrade(request, connection, head);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, connection: Socket) => {
    answerRaw(connection, statusOf(error), headerLines);
  });

  async function drain(): Promise<void> {
    isDraining = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    // Connections on which nothing was said yet (clients open them ahead) do not count as idle with Node.
    for (const connection of connections) if (connection.bytesRead === 0) connection.destroy();
    sessions.drain(limits);
    await withinDeadline(closed, limits.drainDeadlineMs, () => {
      log.warn('http.drain_cut_short', { deadlineMs: limits.drainDeadlineMs, socketsCount: sockets.count });
    });
    sockets.terminate();
    server.closeAllConnections();
    await closed;
    await engine.dispose();
  }

  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  let draining: Promise<void> | null = null;
  return {
    url: `http://${host}:${port}`,
    port,
    drain() {
      draining ??= drain();
      return draining;
    },
  };
}

function listen(server: Server, { host, port }: HttpServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** What Node's parser found wrong with a request, as a status. */
function statusOf(error: NodeJS.ErrnoException): number {
  if (error.code === 'HPE_HEADER_OVERFLOW') return 431;
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}
