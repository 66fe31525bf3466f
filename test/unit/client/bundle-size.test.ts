import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** What a page pays for the client, with the operation that watches an order. */
const gzipBytesMax = 4 * 1024;

const documented = readFileSync(join(import.meta.dirname, '../../../docs/live-status.md'), 'utf8');

function kiloBytes(bytes: number): string {
  return (bytes / 1_000).toFixed(1);
}

test('the client is small and runs in a browser', async () => {
  const bundle = await build({
    entryPoints: [join(import.meta.dirname, '../../../src/client/core/gateway-client.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    // Whatever is only in Node does not resolve.
    platform: 'browser',
    metafile: true,
  });
  const [file] = bundle.outputFiles;
  const gzipBytes = gzipSync(file?.contents ?? '').length;
  const size = `${kiloBytes(file?.contents.length ?? 0)} KB, ${kiloBytes(gzipBytes)} KB with gzip`;
  expect(documented, `the client has ${size}`).toContain(size);
  expect(gzipBytes).toBeLessThan(gzipBytesMax);
  const inputs = Object.keys(bundle.metafile.inputs);
  expect(inputs.filter((input) => !input.startsWith('src/client/'))).toEqual([]);
  // What only Node or only a page has.
  expect(file?.text).not.toMatch(/\b(process|Buffer|setImmediate|require|window|localStorage|EventSource)\b/);
  // Operations that it does not use are left out.
  expect(file?.text).not.toContain('mutation');
});
