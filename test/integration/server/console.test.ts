import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { bundleConsole, consoleBytesMax } from '../../../src/client/console/console-files.ts';
import { createConsolePages } from '../../../src/gateway/console-pages.ts';
import { openConsole } from '../../support/console-sessions.ts';
import { patienceMs } from '../../support/eventually.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage | undefined;
afterEach(() => stage?.server.drain());

test('without a console there is nothing at /console', async () => {
  stage = await openStage({});
  for (const path of ['/console', '/console/console.js'])
    expect((await fetch(stage.url + path)).status).toBe(404);
});

test('the console is a page without a secret, which no other page frames and no foreign script reaches', async () => {
  stage = await openStage({ console: openConsole(createConsolePages()).options });
  const page = await fetch(`${stage.url}/console`);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(page.headers.get('cache-control')).toBe('no-store');
  expect(page.headers.get('set-cookie')).toBeNull();
  expect(await page.text()).not.toMatch(/<script>|gsk_/);
  const script = await fetch(`${stage.url}/console/console.js`);
  expect(script.headers.get('content-type')).toContain('text/javascript');
  for (const path of ['/console/', '/console/main.tsx', '/console/../main.ts', '/consoles'])
    expect((await fetch(stage.url + path)).status).toBe(404);
});

test('a form sent to a path of the console is answered, also beside a showcase', async () => {
  stage = await openStage({ console: openConsole(createConsolePages()).options, showcase: async () => null });
  for (const path of ['/console', '/console/', '/console/console.js', '/console/none']) {
    const sent = fetch(stage.url + path, {
      method: 'POST',
      body: 'a=1',
      signal: AbortSignal.timeout(patienceMs),
    });
    expect((await sent).status, path).toBeGreaterThanOrEqual(400);
  }
});

test('the console is small', async () => {
  const files = [...(await bundleConsole()).values()];
  const bytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  expect(bytes).toBeLessThan(consoleBytesMax);
  // What signs a person in stays where no script reads it.
  expect(files.map((file) => Buffer.from(file).toString()).join()).not.toMatch(
    /localStorage|sessionStorage|document\.cookie/,
  );
});
