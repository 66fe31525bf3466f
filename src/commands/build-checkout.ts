import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundleCheckout, compressedBytes, firstLoadBytesMax } from '../client/checkout/checkout-files.ts';
import { checkoutPage } from '../client/checkout/page.ts';
import { exitCodes, runCommand } from './run-command.ts';

const usage = `npm run build:checkout -- [--out <folder>] [--gateway <url>] [--shop <url>] [--shop-name <name>]
    Writes the reference checkout as static files, for the server of a merchant's pages, and prints the size of a first
    visit. Ends with 1 if that is too much for a phone.
    --out        the folder; default: dist/checkout
    --gateway    the address of the gateway's GraphQL API; default: /graphql
    --shop       the address of the page behind "back to the shop"
    --shop-name  the name that payers see`;

await runCommand({
  usage,
  options: {
    out: { type: 'string', default: 'dist/checkout' },
    gateway: { type: 'string', default: '/graphql' },
    shop: { type: 'string' },
    'shop-name': { type: 'string' },
  },
  async run(values) {
    const page = checkoutPage({
      assets: './',
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
      return exitCodes.failed;
    }
    return exitCodes.done;
  },
});
