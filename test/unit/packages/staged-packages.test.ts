import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stagePackages } from '../../../ops/pack/pack.ts';
import { packageSpecs, packagesVersion, root } from '../../../ops/pack/package-list.ts';
import { isInTurn } from '../../support/sample.ts';

/** What a page pays for the client with the operations of a checkout. */
const clientGzipBytesMax = 5 * 1024;

const elementGzipBytesMax = 30 * 1024;

/** The testing package contains a whole gateway; its test in test/e2e builds it. */
const specs = packageSpecs.filter(({ folder }) => folder !== 'testing');

/** A shop inside our node_modules, so that its packages find what they depend on. */
let shop: string;
const packageFolder = (name: string) => join(shop, 'node_modules/@gapura', name);
beforeAll(async () => {
  await mkdir(join(root, 'node_modules/.cache'), { recursive: true });
  shop = await mkdtemp(join(root, 'node_modules/.cache/gapura-shop-'));
  await stagePackages(join(shop, 'node_modules/@gapura'), specs);
}, 60_000);
afterAll(() => rm(shop, { recursive: true, force: true }));

test('every package has its version, types, code with a source map, page and licence', async () => {
  for (const { folder } of specs) {
    const read = (file: string) => readFile(join(packageFolder(folder), file), 'utf8');
    const manifest = JSON.parse(await read('package.json')) as { version: string; types: string };
    expect(manifest.version).toBe(packagesVersion);
    expect(await read(manifest.types)).toContain('export');
    expect(JSON.parse(await read(`${folder}.js.map`))).toHaveProperty('sourcesContent');
    expect(await read('README.md')).toContain(`# @gapura/${folder}`);
    expect(await read('LICENSE')).toContain('MIT');
  }
});

test('the packages share one client, so that an error of one is an error of the other', async () => {
  for (const folder of ['react', 'server']) {
    const code = await readFile(join(packageFolder(folder), `${folder}.js`), 'utf8');
    expect(code).toMatch(/from "@gapura\/client"/);
    expect(code).not.toContain('class GatewayError');
  }
  const load = (name: string) => import(pathToFileURL(join(packageFolder(name), `${name}.js`)).href);
  const [client, server, react] = await Promise.all(['client', 'server', 'react'].map(load));
  expect(typeof client.createGatewayClient).toBe('function');
  expect(typeof react.useCheckout).toBe('function');
  const gateway = server.connectGateway({ url: 'http://127.0.0.1:1/graphql', serverKey: 'gsk_x' });
  expect(gateway.client.watchOrder).toBeTypeOf('function');
  await expect(
    server.untilAnswered(() => Promise.reject(new client.GatewayError('FORBIDDEN', 'no'))),
  ).rejects.toBeInstanceOf(client.GatewayError);
});

test('a page pays at most 5 KB for the client, and for no operation that it does not use', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { CheckoutDocument, createGatewayClient, PayCheckoutDocument } from '@gapura/client';
        console.log(createGatewayClient, CheckoutDocument, PayCheckoutDocument);`,
      resolveDir: shop,
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
  });
  const [file] = outputFiles;
  expect(gzipSync(file?.contents ?? '').length).toBeLessThan(clientGzipBytesMax);
  expect(file?.text).not.toContain('createOrder');
});

test('the element is one file of at most 30 KB, which a server may import too', async () => {
  const file = join(packageFolder('checkout'), 'checkout.js');
  const code = await readFile(file, 'utf8');
  expect(gzipSync(code).length).toBeLessThan(elementGzipBytesMax);
  expect(code).not.toMatch(/\bfrom ?"/);
  expect(code).not.toContain('CHECKOUT_STYLES');
  expect((await import(pathToFileURL(file).href)).GapuraCheckout).toBeTypeOf('function');
});

test.runIf(isInTurn(0, 3))(
  "a shop's strict TypeScript accepts the types, and finds a forgotten outcome",
  async () => {
    await writeFile(
      join(shop, 'shop.ts'),
      `import { CheckoutDocument, createGatewayClient, type OrderView } from '@gapura/client';
     import type { GapuraCheckout } from '@gapura/checkout';
     import { useCheckout } from '@gapura/react';
     import { connectGateway, type GapuraEvent } from '@gapura/server';
     export const view: OrderView = { order: null, connection: 'live' };
     export const checkout = createGatewayClient({ url: '' }).request(CheckoutDocument, { language: 'ID' });
     export const names = (): string[] => useCheckout({ gateway: '', token: '' }).options.map(({ name }) => name);
     export const element = (): GapuraCheckout => document.createElement('gapura-checkout');
     export const isPaid = ({ data }: GapuraEvent): boolean => data.order.status === 'PAID';
     export async function place(): Promise<string> {
       const made = await connectGateway({ url: '', serverKey: '' }).createOrder({
         partnerReferenceNo: '1', amount: '75000', title: 'x',
       });
       // @ts-expect-error: only one of the outcomes has a client token.
       if (made.__typename !== 'CreateOrderSuccess') return made.clientToken;
       return made.clientToken;
     }`,
    );
    await writeFile(
      join(shop, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          ...{ strict: true, noEmit: true, target: 'es2022', module: 'nodenext', skipLibCheck: false },
          ...{ lib: ['es2022', 'dom'], types: ['node'] },
        },
        files: ['shop.ts'],
      }),
    );
    await writeFile(join(shop, 'package.json'), '{ "type": "module" }');
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const said = await promisify(execFile)(process.execPath, [compiler, '-p', shop]).then(
      () => '',
      ({ stdout }: { stdout: string }) => stdout,
    );
    expect(said).toBe('');
  },
);
