import { generateKeyPairSync } from 'node:crypto';

/** The bootstrap key of the gateway, and the only one of every peer. */
export const serverKey = 'gsk_test_bench-server-key-of-32-bytes-01234';

/** What every server is configured with. */
export function commonEnvironment(surroundings: { databaseUrl: string; danaUrl: string }) {
  const merchant = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    NODE_ENV: 'production',
    TZ: 'Asia/Jakarta',
    DATABASE_URL: surroundings.databaseUrl,
    SERVER_KEY: serverKey,
    DANA_BASE_URL: surroundings.danaUrl,
    PRIVATE_KEY: merchant.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    X_PARTNER_ID: 'partner-1',
    MERCHANT_ID: '216620000000000000001',
  };
}

/** What the gateway is configured with besides: as in production, but its DANA is a stub, which it calls a rehearsal. */
export function gatewayEnvironment(port: number) {
  const dana = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    PORT: String(port),
    HOST: '127.0.0.1',
    DANA_ENV: 'production',
    REHEARSAL: 'true',
    DANA_WEBHOOK_PUBLIC_KEY_STRING: dana.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    MCC: '5732',
    PUBLIC_URL: 'https://pay.shop.example',
    RETURN_URL: 'https://shop.example/thanks',
    TOKEN_SECRET: 'bench-token-secret-of-32-bytes-0123456789',
  };
}
