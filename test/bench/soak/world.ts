import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { startEmbeddedPostgres } from '../../../src/store/embedded/embedded-postgres.ts';
import { databaseUrl } from '../../support/database-url.ts';
import { freePorts } from '../../support/free-ports.ts';
import { type Child, startChild } from '../live/child.ts';
import { serverKey } from '../live/servers.ts';
import type { SimulatorAddress, SimulatorOrders } from './simulator.ts';

/** One gateway, DANA, Postgres and the merchant's server: the first three in processes of their own. */
export interface SoakWorld {
  readonly gateway: Child;
  readonly gatewayUrl: string;
  readonly simulator: Child;
  readonly simulatorUrl: string;
  readonly databaseUrl: string;
  /** The events that the merchant's server has received. */
  receivedCount(): number;
  end(): Promise<void>;
}

const merchantId = '216620000000000000001';
const partnerId = 'partner-1';

/** `folder` is empty, and gets the data and the logs of all of them. */
export async function startSoakWorld(folder: string): Promise<SoakWorld> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  await admin`create database soak`.finally(() => admin.end());
  const url = databaseUrl(server.url, 'soak');
  const receiver = await openReceiver();
  const ends: (() => Promise<void>)[] = [() => server.leave(), receiver.close];
  try {
    const dataDir = join(folder, 'dana');
    await mkdir(dataDir);
    const simulator = await startChild('../soak/simulator.js', {
      logFile: join(folder, 'dana.log'),
      execArgv: ['--expose-gc'],
    });
    ends.push(() => simulator.end());
    const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const address = await simulator.ask<SimulatorAddress>({
      dataDir,
      partner: { partnerId, merchantId, publicKey },
    } satisfies SimulatorOrders);
    const [port = 0] = await freePorts(1);
    const gatewayUrl = `http://127.0.0.1:${port}`;
    const gateway = await startChild('gateway.js', {
      logFile: join(folder, 'gateway.log'),
      execArgv: ['--expose-gc'],
      environment: {
        PORT: String(port),
        HOST: '127.0.0.1',
        DANA_ENV: 'sandbox',
        X_PARTNER_ID: partnerId,
        PRIVATE_KEY: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        DANA_WEBHOOK_PUBLIC_KEY_STRING: address.publicKey,
        DANA_BASE_URL: address.url,
        MERCHANT_ID: merchantId,
        MCC: '5732',
        PUBLIC_URL: gatewayUrl,
        RETURN_URL: 'https://shop.example/thanks',
        DATABASE_URL: url,
        SERVER_KEY: serverKey,
        TOKEN_SECRET: 'bench-token-secret-of-32-bytes-0123456789',
        EVENTS_URL: receiver.url,
        EVENTS_SECRET: `whsec_${randomBytes(32).toString('base64')}`,
        EVENTS_ALLOW_PRIVATE: 'true',
      },
    });
    ends.push(() => gateway.end());
    return {
      gateway,
      gatewayUrl,
      simulator,
      simulatorUrl: address.url,
      databaseUrl: url,
      receivedCount: receiver.count,
      end: () => endAll(ends),
    };
  } catch (error) {
    await endAll(ends);
    throw error;
  }
}

async function endAll(ends: readonly (() => Promise<void>)[]): Promise<void> {
  for (const end of [...ends].reverse()) await end();
}

/** A merchant's server that accepts every event and keeps none. */
async function openReceiver() {
  let count = 0;
  const server = http.createServer((request, response) => {
    request.resume().once('end', () => {
      count += 1;
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/events`,
    count: () => count,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
