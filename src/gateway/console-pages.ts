import { join } from 'node:path';
import { bundleConsole, type ConsoleFiles, readConsole } from '../client/console/console-files.ts';
import { consolePage, consolePolicy } from '../client/console/page.ts';
import type { Showcase, ShowcaseReply } from '../server/showcase.ts';

const page: ShowcaseReply = {
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': consolePolicy,
    'cache-control': 'no-store',
  },
  body: consolePage,
};

const contentTypes: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};

/**
 * The pages of /console. They contain no secret: whoever opens them needs a key. A built gateway serves what
 * `npm run build` wrote; otherwise the first request bundles the console from its sources.
 */
export function createConsolePages(): Showcase {
  let loading: Promise<ConsoleFiles> | null = null;
  const load = () => readConsole(join(import.meta.dirname, '../console')).catch(() => bundleConsole());

  return async ({ method, path }) => {
    if (method !== 'GET') return null;
    if (path === '/console') return page;
    if (!path.startsWith('/console/')) return null;
    loading ??= load();
    const name = path.slice('/console/'.length);
    const content = (await loading).get(name);
    const type = contentTypes[name.split('.').at(-1) ?? ''];
    if (content === undefined || type === undefined) return null;
    return { status: 200, headers: { 'content-type': type, 'cache-control': 'no-cache' }, body: content };
  };
}
