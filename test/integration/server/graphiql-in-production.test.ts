import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, openWatchedPage, sayWithoutBrowser } from '../../support/browser.ts';
import { openStage, type Stage, serverKey } from './stage.ts';

sayWithoutBrowser('GraphiQL in production was');

describe.skipIf(!hasBrowser)('GraphiQL in production, in a browser', () => {
  let stage: Stage;
  let browser: Browser;

  beforeAll(async () => {
    [browser, stage] = await Promise.all([
      launchBrowser(),
      openStage({
        graphiql: { audience: 'operators', serverKey: null, simulatorUrl: null },
        graphql: { documents: { registered: null, isIntrospectionOpen: false } },
      }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await stage?.server.drain();
  });

  test('asks for a key at the browser’s own prompt, and reads the schema with it', async () => {
    const watched = await openWatchedPage(browser, [stage.url], {
      // As a person types it at the prompt.
      httpCredentials: { username: 'operator', password: serverKey },
    });
    const { page } = watched;
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const introspection = page.waitForResponse(
      (response) => response.request().postData()?.includes('IntrospectionQuery') === true,
    );
    await page.goto(`${stage.url}/graphql`);
    expect(await (await introspection).json()).toHaveProperty('data.__schema.types');
    await page.locator('.graphiql-execute-button').waitFor();

    expect(asked.join()).not.toContain(serverKey);
    expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain(
      serverKey,
    );
    expect(watched.outside).toEqual([]);
    expect(watched.faults).toEqual([]);
    await watched.close();
  });
});
