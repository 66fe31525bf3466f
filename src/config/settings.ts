import type { KeyObject } from 'node:crypto';
import type { OpenIdSettings } from '../access/console/open-id.ts';
import type { ApprovalRules } from '../domain/approval-rules.ts';
import type { LogLevel } from '../runtime/log.ts';
import type { Showcase } from '../server/showcase.ts';
import type { GatewayMode, RequestGuard } from '../server/wire/http-context.ts';
import type { TelemetrySettings } from '../telemetry/settings.ts';
import type { CreateOrderRules } from '../use-cases/input/check-create-order.ts';
import type { SettlementSource } from '../use-cases/settlement/fetch-settlement-files.ts';

/** Connections to Postgres of one process; a Postgres of 100 carries several processes and an operator. */
export const connectionsMaxDefault = 20;
/** How long a statement waits for a connection, unless DATABASE_URL has a `pool_timeout`. */
export const connectionWaitMaxMsDefault = 5_000;

/** The merchant's servers that receive every event. */
export interface EventSettings {
  /** Empty if no server receives events. */
  readonly endpointUrls: readonly string[];
  /** `whsec_…`, newest first; each one signs. At least one if there is an endpoint. */
  readonly secrets: readonly string[];
  /** Whether endpoints may have addresses of the merchant's own network or machine. */
  readonly arePrivateAllowed: boolean;
}

/**
 * Settings are everything that a running gateway needs, checked and complete, in either mode. `Config`
 * (config.ts) is what the environment says: complete settings, or the options from which the embedded mode
 * makes its own.
 */
export interface GatewaySettings {
  readonly mode: GatewayMode;
  /** Whether NODE_ENV or DANA_ENV is production: then only operators see the schema and GraphiQL. */
  readonly isProduction: boolean;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Web origins whose pages may call this gateway from another origin. */
  readonly corsOrigins: readonly string[];
  /** How many of the merchant's own proxies stand before the gateway, which trusts X-Forwarded-For that far. */
  readonly proxiesCount: number;
  /** How long a stopping process still serves, and is not ready; part of the shutdown's 25 s. */
  readonly shutdownDelayMs: number;
  /** How long raw bodies of notifications and requests are kept; their hashes stay. */
  readonly rawRetentionDays: number;
  /** On which days after a payment DANA is queried about chargebacks and freezes. */
  readonly lateQueryDays: readonly number[];
  /** X of DANA's T+X, in days: when the file of a day comes. */
  readonly settlementDays: number;
  /** Where settlement files come from by themselves: the simulator of the embedded mode. Absent: somebody imports them. */
  readonly settlementSource?: SettlementSource;
  /** Whether /console is served. */
  readonly hasConsole: boolean;
  /** Where the checkout page is, for payment links; null: nobody said it. */
  readonly checkoutUrl: string | null;
  /** Where people see the metrics; null: nobody said it. */
  readonly dashboardUrl: string | null;
  /** Where people sign in to the console, beside their keys; null: nowhere. */
  readonly openId: OpenIdSettings | null;
  /** When giving money back needs a second person. */
  readonly approvalRules: ApprovalRules;
  /** Whether client and checkout tokens may send the operations of our own clients and no other. */
  readonly areDocumentsRegistered: boolean;
  readonly databaseUrl: string;
  /** How the statements of the service use `databaseUrl`. */
  readonly pool: {
    readonly connectionsMax: number;
    /** How long a statement waits for a connection before it is given up, not sent. */
    readonly connectionWaitMaxMs: number;
    /** False if a pooler before the database does not know prepared statements. */
    readonly arePrepared: boolean;
  };
  /** A direct connection, for migrations and LISTEN, which does not work through a transaction pooler. */
  readonly listenUrl: string;
  /** What carries wake-ups to the other processes; `none`: they find each other's changes within 5 s. */
  readonly wakeUps:
    | { readonly kind: 'postgres' }
    | { readonly kind: 'none' }
    | {
        readonly kind: 'nats';
        /** `host:port` of each server of the cluster. */
        readonly servers: readonly string[];
        readonly user: string | null;
        readonly password: string | null;
        readonly isTls: boolean;
      };
  readonly dana: {
    readonly environment: 'sandbox' | 'production';
    readonly partnerId: string;
    readonly privateKey: KeyObject;
    readonly origin: string;
    /** Another host than DANA's own; in production only for a rehearsal. */
    readonly baseUrl: string | null;
    /** One, or two during a rotation. */
    readonly webhookPublicKeys: readonly KeyObject[];
  };
  readonly merchant: {
    readonly merchantId: string;
    readonly subMerchantId: string | null;
    readonly externalStoreId: string | null;
    readonly mcc: string;
    /** Where DANA delivers Finish Notify; DANA signs the path. */
    readonly notifyUrl: string;
  };
  readonly rules: CreateOrderRules;
  readonly events: EventSettings;
  readonly telemetry: TelemetrySettings;
  /** Pages beside the API: the embedded mode's sample shop and checkout. */
  readonly showcase: Showcase | null;
  /** Which requests the embedded gateway refuses for where they come from; null in a configured one. */
  readonly guard: RequestGuard | null;
  /**
   * The order whose first notification is refused on purpose, for DANA's acceptance test; never in
   * production.
   */
  readonly refusedNotifyFor: string | null;
  readonly serverKey: string;
  /** Newest first; the newest signs. */
  readonly tokenSecrets: readonly [string, ...string[]];
}
