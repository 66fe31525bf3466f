import type { Authenticate } from '../access/authenticate.ts';
import type { RevocationWatch } from '../access/revocation-watch.ts';
import type { Chance } from '../use-cases/ports/chance.ts';
import type { Clock } from '../use-cases/ports/clock.ts';
import type { Log } from '../use-cases/ports/log.ts';
import type { ImportSettlementFile } from '../use-cases/settlement/import-settlement-file.ts';
import type { UseCases } from '../use-cases/use-cases.ts';
import type { ConsoleOptions } from './console/console-options.ts';
import type { VerifyFinishNotify } from './finish-notify/finish-notify.ts';
import type { GraphiqlOptions } from './graphiql/graphiql.ts';
import type { ObserveOperation } from './graphql/graphql-over-http.ts';
import type { GraphqlOptions } from './graphql/graphql-server.ts';
import type { Limits } from './limits.ts';
import type { Showcase } from './showcase.ts';
import type { GatewayMode, RequestGuard } from './wire/http-context.ts';

/** Everything that the server of one gateway needs. */
export interface HttpServerOptions {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** `embedded`: everything behind this gateway is simulated, and every answer says so. */
  readonly mode: GatewayMode;
  readonly graphql: GraphqlOptions;
  readonly useCases: UseCases;
  readonly authenticate: Authenticate;
  /** Ends open connections when their credential is revoked. */
  readonly revocations: Pick<RevocationWatch, 'onRevoked'>;
  readonly verifyFinishNotify: VerifyFinishNotify;
  readonly importSettlementFile: ImportSettlementFile;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  /** For /health/ready: whether a change could be recorded now, and would be heard. */
  readonly isReady: () => Promise<boolean>;
  readonly graphiql: GraphiqlOptions;
  /** Pages beside the API; null: there are none. */
  readonly showcase: Showcase | null;
  /** The console and who may sign in to it; null or absent: there is none. */
  readonly console?: ConsoleOptions | null;
  /** Judges every request before it is answered; null: no request is refused for where it comes from. */
  readonly guard: RequestGuard | null;
  /**
   * Web origins, such as https://shop.example, whose pages may call this gateway from another origin. Pages of this
   * machine may call an embedded gateway without being listed.
   */
  readonly corsOrigins: readonly string[];
  /** Where clients and DANA reach this gateway, if that is known; its path is a prefix of all our paths. */
  readonly publicUrl?: URL;
  /** How many of our own proxies stand before this process; the server trusts X-Forwarded-For that far only. */
  readonly proxiesCount: number;
  /** Files and sockets that this process may have open; null if nobody knows. */
  readonly descriptorsMax: number | null;
  /** Runs each GraphQL operation over HTTP and measures it; default: it only runs. */
  readonly observeOperation?: ObserveOperation | undefined;
  /** Default: the gateway's own bounds (limits.ts). */
  readonly limits?: Limits;
}
