import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { faultOf } from '../client/checkout/brand.ts';
import { assetsFolder, compressedBytes, firstLoadBytesMax } from '../client/checkout/checkout-files.ts';
import { hostedCheckout } from '../client/checkout/hosted-checkout.ts';
import { exitCodes, runCommand } from './run-command.ts';

/** Long enough to read that the payment has arrived. */
const autoReturnMs = 5_000;

const usage = `npm run build:checkout -- [--out <folder>] [--gateway <url>] [--shop <url>] [--shop-name <name>]
        [--logo <file>] [--color <#rrggbb>] [--radius <pixels>] [--font <families>] [--marks <folder>] [--auto-return]
    Writes the reference checkout as static files, for the server of a merchant's pages, and prints the size of a first
    visit. Ends with 1 if that is too much for a phone, or if a colour cannot be read.
    --out        the folder; default: dist/checkout. Its folder "assets" is written anew
    --gateway    the address of the gateway's GraphQL API; default: /graphql
    --shop       the address of the page behind "back to the shop"
    --shop-name  the name that payers see
    --logo       a picture in place of the name: svg, png or webp
    --color      the colour of buttons and links; text in it must have a contrast of 4.5
    --radius     of the corners of cards, 0 to 32; default: 16
    --font       font families that payers' devices have; none is loaded
    --marks      a folder with marks of banks and wallets that you are licensed to show (docs/checkout.md)
    --auto-return  5 s after the receipt the page goes on to the successUrl of the checkout by itself`;

await runCommand({
  usage,
  options: {
    out: { type: 'string', default: 'dist/checkout' },
    gateway: { type: 'string', default: '/graphql' },
    shop: { type: 'string' },
    'shop-name': { type: 'string' },
    logo: { type: 'string' },
    color: { type: 'string' },
    radius: { type: 'string' },
    font: { type: 'string' },
    marks: { type: 'string' },
    'auto-return': { type: 'boolean', default: false },
  },
  async run(values) {
    const brand = {
      color: values.color ?? null,
      radiusPx: values.radius === undefined ? null : Number(values.radius),
      font: values.font ?? null,
    };
    const fault = faultOf(brand);
    if (fault !== null) {
      console.error(fault);
      return exitCodes.failed;
    }
    const { firstLoad, more } = await hostedCheckout({
      gateway: values.gateway,
      shop: values.shop ?? null,
      shopName: values['shop-name'] ?? null,
      brand,
      logoFile: values.logo ?? null,
      marksFolder: values.marks ?? null,
      returnsAfterMs: values['auto-return'] ? autoReturnMs : null,
    });

    const folder = resolve(values.out);
    await rm(join(folder, assetsFolder), { recursive: true, force: true });
    for (const [name, content] of [...firstLoad, ...more]) await writeCompressed(join(folder, name), content);
    const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
    for (const [name, content] of firstLoad) {
      console.log(`  ${name.padEnd(32)} ${kilobytes(compressedBytes([content]))} compressed`);
    }
    const firstLoadBytes = compressedBytes(firstLoad.values());
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

/** Writes a file, and beside it what a host sends to browsers that accept compressed ones (`gzip_static` of nginx). */
async function writeCompressed(file: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  if (/\.(png|webp)$/.test(file)) return;
  await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }));
  await writeFile(`${file}.br`, brotliCompressSync(content));
}
