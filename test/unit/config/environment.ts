import { generateKeyPairSync } from 'node:crypto';
import { readConfig } from '../../../src/config/config.ts';
import type { GatewaySettings } from '../../../src/config/settings.ts';
import type { Environment } from '../../../src/config/variables.ts';

const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
const danas = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** The merchant's pair, and the public key that DANA signs with. */
export const privatePem = own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
export const ownPublicPem = own.publicKey.export({ type: 'spki', format: 'pem' }).toString();
export const publicPem = danas.publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** Everything that a configured gateway requires. */
export const complete: Environment = {
  DANA_ENV: 'sandbox',
  X_PARTNER_ID: 'partner',
  PRIVATE_KEY: privatePem,
  DANA_WEBHOOK_PUBLIC_KEY_STRING: publicPem,
  MERCHANT_ID: '216620000000000000001',
  MCC: '5732',
  PUBLIC_URL: 'https://pay.shop.example',
  RETURN_URL: 'https://shop.example/thanks',
  DATABASE_URL: 'postgres://gapura:secret-password@db/gapura',
  SERVER_KEY: 'server-key-server-key-server-key-1',
  TOKEN_SECRET: 'token-secret-token-secret-token-12',
};

export const noFiles = (): string => {
  throw new Error('no such file');
};

/** The settings of a configured gateway; throws if the environment has faults. */
export function settingsOf(environment: Environment): GatewaySettings {
  const result = readConfig(environment, noFiles);
  if (result.kind !== 'ok' || result.config.mode !== 'configured') throw new Error(JSON.stringify(result));
  return result.config.settings;
}

/** All faults in one text; empty if there are none. */
export function faultsOf(environment: Environment, readFile = noFiles): string {
  const result = readConfig(environment, readFile);
  return result.kind === 'faulty' ? result.faults.join('\n') : '';
}
