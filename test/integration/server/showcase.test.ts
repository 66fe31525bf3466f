import { afterEach, describe, expect, it } from 'vitest';
import type { Showcase, ShowcaseRequest } from '../../../src/server/showcase.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.server.drain());

/** A showcase that returns the request it got; has nothing at /elsewhere. */
const echo: Showcase = async (request) =>
  request.path === '/elsewhere'
    ? null
    : {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...request, fields: Object.fromEntries(request.fields) }),
      };

const ask = async (path: string, init: RequestInit = {}) =>
  (await (await fetch(stage.url + path, init)).json()) as Omit<ShowcaseRequest, 'fields'> & {
    fields: object;
  };

describe('the pages beside the API', () => {
  it('get the fields of an address, or of a form', async () => {
    stage = await openStage({ showcase: echo });
    expect(await ask('/shop?gayo=2&change=gayo%3A%2B1', { headers: { 'accept-language': 'id' } })).toEqual({
      method: 'GET',
      path: '/shop',
      fields: { gayo: '2', change: 'gayo:+1' },
      acceptLanguage: 'id',
      folder: `${stage.url}/`,
    });
    const form = await ask('/shop?lang=id', { method: 'POST', body: new URLSearchParams({ gayo: '3' }) });
    expect(form.fields).toEqual({ gayo: '3' });
  });

  it('get the folder that the browser names, and none of another host', async () => {
    stage = await openStage({ showcase: echo });
    const folderFrom = async (referer: string) => (await ask('/shop', { headers: { referer } })).folder;
    expect(await folderFrom(`${stage.url}/pay/shop?cart=1`)).toBe(`${stage.url}/pay/`);
    expect(await folderFrom('https://evil.example/pay/shop')).toBe(`${stage.url}/`);
    expect(await folderFrom('nonsense')).toBe(`${stage.url}/`);
  });

  it('accept no form that is larger than theirs', async () => {
    stage = await openStage({ showcase: echo });
    const response = await fetch(`${stage.url}/shop`, { method: 'POST', body: 'a'.repeat(5_000) });
    expect(response.status).toBe(413);
  });

  it('have the headers of every answer, and never hide the API', async () => {
    stage = await openStage({ showcase: echo });
    const page = await fetch(`${stage.url}/shop`);
    expect(page.headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await (await fetch(`${stage.url}/shop`, { method: 'HEAD' })).text()).toBe('');
    expect(await (await fetch(`${stage.url}/health/live`)).json()).toEqual({ status: 'live' });
    expect((await fetch(`${stage.url}/elsewhere`)).status).toBe(404);
  });

  it('do not exist in a configured gateway', async () => {
    stage = await openStage();
    for (const path of ['/shop', '/checkout', '/checkout/checkout.js'])
      expect((await fetch(stage.url + path)).status, path).toBe(404);
  });
});
