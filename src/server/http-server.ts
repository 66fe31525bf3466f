import type { GraphQLSchema } from 'graphql';
import type { Authenticate } from '../access/authenticate.ts';
import type { Order } from '../domain/order.ts';
import type { Chance, Clock, Log } from '../use-cases/ports.ts';
import type { UseCases } from '../use-cases/use-cases.ts';
import type { FinishNotifyReader } from './finish-notify.ts';
import type { Limits } from './limits.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** `embedded`: everything behind this gateway is simulated, and every answer says so. */
  readonly mode: 'embedded' | 'configured';
  readonly schema: GraphQLSchema;
  readonly useCases: UseCases;
  readonly authenticate: Authenticate;
  readonly issueClientToken: (order: Order) => string;
  readonly finishNotifyReader: FinishNotifyReader;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** For /health/ready: whether the database can be reached now. */
  readonly isReady: () => Promise<boolean>;
  readonly graphiql: GraphiqlOptions;
  /** Web origins, such as https://shop.example, whose pages may call this gateway from another origin. */
  readonly corsOrigins: readonly string[];
  /** Left out: the gateway's own (limits.ts). */
  readonly limits?: Limits;
}

export interface GraphiqlOptions {
  readonly isEnabled: boolean;
  /** A server key that is put into the Headers tab. Embedded mode only: whoever opens the page can read it. */
  readonly serverKey: string | null;
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
export type StartHttpServer = (options: HttpServerOptions) => Promise<HttpServer>;
