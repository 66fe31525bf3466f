import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { runCommand } from '../support/command.ts';
import { confirm, findOrder } from '../support/console-pages.ts';
import { startGatewayProcess } from '../support/gateway-process.ts';
import { openShop } from '../support/shop.ts';
import { openSimulatorDesk } from '../support/simulator-desk.ts';

/** `npm run screenshots:console`: the pictures of docs/console.md, taken of the console as it is. */
const folder = join(import.meta.dirname, '../../docs/images');
/** More would make the page slow to open. */
const pictureBytesMax = 200 * 1024;

const desktop = { viewport: { width: 1280, height: 860 }, locale: 'en-GB', reducedMotion: 'reduce' } as const;
const phone: BrowserContextOptions = {
  ...{ viewport: { width: 360, height: 740 }, locale: 'id-ID', reducedMotion: 'reduce' },
  ...{ colorScheme: 'dark', deviceScaleFactor: 2 },
};

const [gateway, browser] = await Promise.all([
  startGatewayProcess({ APPROVAL_RULES: 'refund>50000' }),
  launchBrowser(),
]);
const shop = openShop(gateway.url, gateway.serverKey);
const desk = openSimulatorDesk(gateway.simulatorUrl);
try {
  await mkdir(folder, { recursive: true });
  const [finance, approver] = await Promise.all([keyOf('Budi', 'finance'), keyOf('Citra', 'approver')]);
  const title = 'Two tickets';
  const order = { title, amount: '75000', payMethod: 'VIRTUAL_ACCOUNT', payOption: 'VIRTUAL_ACCOUNT_BRI' };
  const number = await pay('ord-20261130-0012');
  await desk.arm({ operation: 'notify', fault: 'wrong-amount', partnerReferenceNo: 'ord-20261130-0013' });
  await pay('ord-20261130-0013');

  const budi = await signIn(finance, desktop);
  await findOrder(budi, number.slice(-6), /Paid: Rp75.000/);
  await budi.getByRole('button', { name: 'Refund' }).click();
  await budi.locator('#amount').fill('60000');
  await take(budi, 'console-refund');
  await confirm(budi, 'Concert cancelled');
  await budi.locator('.sentence', { hasText: /waits for a second person/ }).waitFor();
  await budi.locator('[data-type="PAID"] summary').click();
  await budi.mouse.move(0, 0);
  // As high as the verdict and the proof together.
  await budi.setViewportSize({ width: 1280, height: 1000 });
  await take(budi, 'console-order');
  await budi.setViewportSize(desktop.viewport);

  const citra = await signIn(approver, desktop);
  await citra.getByRole('link', { name: 'Approvals' }).click();
  await citra.getByRole('row', { name: /Budi/ }).waitFor();
  await take(citra, 'console-approvals');

  const concert = Array.from({ length: 12 }, (_, index) => `concert-${String(index + 1).padStart(4, '0')}`);
  for (const one of concert) await pay(one);
  await budi.getByRole('link', { name: 'Batches', exact: true }).click();
  await budi.getByText('Refund many orders').click();
  const list = ['order,amount', ...concert.map((one) => `${one},`), 'concert-0099,'].join('\n');
  await budi
    .locator('#list')
    .setInputFiles({ name: 'concert.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await budi.locator('#why').fill('The concert is cancelled');
  await budi.locator('#batch-no').fill('concert-20261130');
  await budi.getByRole('button', { name: 'Try it out' }).click();
  await budi.getByRole('row', { name: /concert-0099/ }).waitFor();
  await take(budi, 'console-batch');
  await budi.getByRole('button', { name: /^Request 12 refunds/ }).click();
  await budi.getByText('Waits for a second person').waitFor();
  await citra.getByRole('link', { name: 'Batches', exact: true }).click();
  await citra.getByRole('link', { name: 'concert-20261130' }).click();
  await citra.getByRole('button', { name: 'Approve' }).click();
  await confirm(citra, 'Checked with the venue');
  await citra.getByText('13 of 13 lines').waitFor({ timeout: 60_000 });
  await citra.getByRole('row', { name: /concert-0012 .*Done/ }).waitFor();
  await take(citra, 'console-batch-report');

  await budi.getByRole('link', { name: 'Incidents' }).click();
  await budi.getByRole('row', { name: /ord-20261130-0013/ }).waitFor();
  await take(budi, 'console-incidents');

  await budi.getByRole('link', { name: 'Today' }).click();
  await budi.getByRole('row', { name: /Queries Answers/ }).waitFor();
  await take(budi, 'console-today');

  await budi.getByRole('link', { name: 'Payment link' }).click();
  await budi.locator('#title').fill('Two tickets');
  await budi.locator('#amount').fill('75000');
  await budi.getByRole('button', { name: 'Make the link' }).click();
  await budi.getByRole('img', { name: 'QR code of the payment link' }).waitFor();
  await take(budi, 'console-link');

  const inHand = await signIn(finance, phone);
  await findOrder(inHand, 'ord-20261130-0013', /Sudah dibayar/);
  await take(inHand, 'console-phone');

  async function pay(partnerReferenceNo: string): Promise<string> {
    const { order: created } = await shop.order({ ...order, partnerReferenceNo });
    await desk.pay(partnerReferenceNo);
    return created.instruction?.__typename === 'VirtualAccountInstruction' ? created.instruction.number : '';
  }
} finally {
  await browser.close();
  await shop.close();
  await gateway.dispose();
}

async function keyOf(person: string, role: string): Promise<string> {
  const environment = { DATA_DIR: gateway.dataDir, HOME: process.env.HOME ?? '' };
  return (await runCommand('keys', ['create', '--person', person, '--role', role], environment)).stdout;
}

async function signIn(key: string, options: BrowserContextOptions): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${gateway.url}/console`);
  await page.locator('#key').fill(key);
  await page.locator('#key').press('Enter');
  await page.locator('#text').waitFor();
  return page;
}

async function take(page: Page, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  // What was clicked may have moved the page: every picture begins at its top.
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path });
  const { size } = await stat(path);
  console.log(`docs/images/${name}.png  ${Math.round(size / 1024)} KB`);
  if (size > pictureBytesMax) throw new RangeError(`${name} is larger than ${pictureBytesMax} bytes`);
}
