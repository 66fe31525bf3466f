import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html } from '../../../src/simulator/pages/html.ts';

describe('html', () => {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

  test('escapes every text, in content and in attributes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const [, attribute = '', content = ''] =
          /^<p title="([^"]*)">([^<]*)<\/p>$/.exec(String(html`<p title="${text}">${text}</p>`)) ?? [];
        const unescaped = (escaped: string) =>
          escaped.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => named[name] ?? '');
        expect([unescaped(attribute), unescaped(content)]).toEqual([text, text]);
      }),
    );
  });
});
