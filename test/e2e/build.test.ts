import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildInto } from '../../build.ts';
import { bundleCheckout, hashedName } from '../../src/client/checkout/checkout-files.ts';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process.ts';

/** Packages that are not bundled are found from here. */
const cacheFolder = join(import.meta.dirname, '../../node_modules/.cache');

/** A project of its own: a gateway that was built reads the version of the package around its folder. */
let project: string;
let folder: string;
let gateway: GatewayProcess;
beforeAll(async () => {
  await mkdir(cacheFolder, { recursive: true });
  project = await mkdtemp(join(cacheFolder, 'gapura-build-'));
  folder = join(project, 'dist');
  await buildInto(folder);
  await writeFile(join(project, 'package.json'), '{ "type": "module", "version": "0.0.0" }');
  await mkdir(join(folder, 'checkout/assets'), { recursive: true });
  for (const [name, content] of await bundleCheckout())
    await writeFile(join(folder, 'checkout/assets', hashedName(name, content)), content);
  gateway = await startGatewayProcess({}, join(folder, 'main.js'));
});
afterAll(async () => {
  await gateway?.dispose();
  await rm(project, { recursive: true, force: true });
});

describe('a gateway that was built', () => {
  test('answers over GraphQL', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.serverKey}` },
      body: JSON.stringify({ query: '{ orders(first: 1) { nodes { id } } }' }),
    });
    expect(await response.json()).toEqual({ data: { orders: { nodes: [] } } });
  });

  test.each([
    ['GraphiQL', () => `${gateway.url}/graphql/assets/graphiql.js`],
    ['what starts GraphiQL', () => `${gateway.url}/graphql/assets/start.js`],
    ['the styles of the sample shop', () => `${gateway.url}/shop/shop.css`],
    ['the checkout', () => `${gateway.url}/checkout/checkout.js`],
    ['the styles of the simulator', () => `${gateway.simulatorUrl}/assets/base.css`],
  ])('finds %s beside it', async (_, address) => {
    const response = await fetch(address());
    expect(response.status).toBe(200);
    expect((await response.text()).length).toBeGreaterThan(100);
  });
});

const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};
const commands = Object.entries(scripts).flatMap(([name, script]) =>
  script === `node run.mjs commands/${name}` ? [name] : [],
);

test('every command is found by its script', () => {
  expect(commands).toEqual(expect.arrayContaining(['doctor', 'refunds', 'settle']));
});

test.each(commands)('the command %s that was built explains itself', async (command) => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(folder, `commands/${command}.js`),
    '--help',
  ]);
  expect(stdout).toContain(command);
});
