import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkoutPage } from '../client/checkout/page.ts';
import { bundleCheckout, compressedBytes, firstLoadBytesMax } from '../client/checkout-files.ts';

/**
 * `npm run build:checkout`: the reference checkout as static files, for whatever serves a merchant's pages. Prints what
 * a first visit costs, and fails where that is too much.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'dist/checkout' },
    gateway: { type: 'string', default: '/graphql' },
    shop: { type: 'string' },
    'shop-name': { type: 'string' },
  },
});
const page = checkoutPage({
  assets: '..',
  gateway: values.gateway,
  shop: values.shop ?? null,
  shopName: values['shop-name'] ?? null,
  simulator: null,
});
const files = new Map([...(await bundleCheckout()), ['index.html', Buffer.from(page)]]);

const folder = resolve(values.out);
await mkdir(folder, { recursive: true });
for (const [name, content] of files) await writeFile(join(folder, name), content);
const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
for (const [name, content] of files) {
  console.log(`  ${name.padEnd(14)} ${kilobytes(compressedBytes([content]))} compressed`);
}
const firstLoadBytes = compressedBytes(files.values());
console.log(
  `checkout: ${kilobytes(firstLoadBytes)} compressed at the first visit, of ${kilobytes(firstLoadBytesMax)}`,
);
if (firstLoadBytes > firstLoadBytesMax) {
  console.error('The checkout has become too heavy for a phone on a bad network.');
  process.exitCode = 1;
}
