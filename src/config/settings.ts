import type { KeyObject } from 'node:crypto';
import type { LogLevel } from '../runtime/log.ts';
import type { Showcase } from '../server/showcase.ts';
import type { CreateOrderRules } from '../use-cases/input/check-create-order.ts';

/** The merchant's servers that are told of every event. */
export interface EventSettings {
  /** Empty where nobody is told. */
  readonly endpointUrls: readonly string[];
  /** `whsec_…`, newest first; each of them signs. At least one where there is an endpoint. */
  readonly secrets: readonly string[];
  /** Whether endpoints may have addresses of the merchant's own network or machine. */
  readonly arePrivateAllowed: boolean;
}

/** Everything a gateway is made of, checked and complete: the configuration's, or the embedded mode's own. */
export interface GatewaySettings {
  readonly mode: 'embedded' | 'configured';
  /** NODE_ENV or DANA_ENV says so: the schema and GraphiQL are for operators. */
  readonly isProduction: boolean;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Web origins whose pages may call this gateway from another origin. */
  readonly corsOrigins: readonly string[];
  /** Proxies of the merchant's own that stand before the gateway: X-Forwarded-For is believed that far. */
  readonly proxiesCount: number;
  /** Raw bodies of notifications and requests are kept this long, their hashes for good. */
  readonly rawRetentionDays: number;
  /** Whether client and checkout tokens may send the operations of our own clients and no other. */
  readonly areDocumentsRegistered: boolean;
  readonly databaseUrl: string;
  /** For LISTEN, which does not pass a transaction pooler. */
  readonly listenUrl: string;
  readonly dana: {
    readonly environment: 'sandbox' | 'production';
    readonly partnerId: string;
    readonly privateKey: KeyObject;
    /** PKCS#8 PEM. */
    readonly privateKeyPem: string;
    readonly origin: string;
    /** Another host than DANA's own; never in production. */
    readonly baseUrl: string | null;
    /** One, or two during a rotation. */
    readonly webhookPublicKeys: readonly KeyObject[];
  };
  readonly merchant: {
    readonly merchantId: string;
    readonly subMerchantId: string | null;
    readonly externalStoreId: string | null;
    readonly mcc: string;
    /** Where DANA delivers Finish Notify; its path is the one DANA signs. */
    readonly notifyUrl: string;
  };
  readonly rules: CreateOrderRules;
  readonly events: EventSettings;
  /** Pages beside the API: the embedded mode's sample shop and checkout. */
  readonly showcase: Showcase | null;
  /** The one order whose first notification is refused on purpose, for DANA's acceptance test; never in production. */
  readonly refusedNotifyFor: string | null;
  readonly serverKey: string;
  /** Newest first; the newest signs. */
  readonly tokenSecrets: readonly [string, ...string[]];
}
