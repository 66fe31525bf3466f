import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { systemClock } from '../../../src/simulator/clock.ts';
import { startSimulator } from '../../../src/simulator/simulator.ts';
import { hasBrowser, sayWithoutBrowser } from '../../support/browser.ts';
import { findAccessibilityFaults } from '../../support/checkout-stage.ts';
import { testInTurn } from '../../support/sample.ts';
import { desktop, phone, qris, stagePages, virtualAccount } from './stage.ts';

const test = testInTurn(2);

sayWithoutBrowser('The tests of every page were');

describe.skipIf(!hasBrowser)('every page of the simulator', () => {
  const { create, faultsOfLastPage, open, scene } = stagePages();

  test('axe finds no accessibility fault on any page: labels, contrast, landmarks, order', async () => {
    const hosted = await create();
    const account = await create(virtualAccount);
    const code = await create(qris);
    const paid = await create();
    await paid.step('pay');
    await scene().shop.arrived(paid.partnerReferenceNo);
    const desk = ['/', `/order?referenceNo=${paid.referenceNo}`];
    const payers = [
      hosted.page,
      paid.page,
      '/bank',
      `/bank?number=${account.code}`,
      '/bank?number=1',
      `/scan?qr=${encodeURIComponent(code.code)}`,
    ];
    for (const path of [...desk, ...payers])
      expect(await findAccessibilityFaults(await open(path, phone)), path).toEqual([]);
    // The payer's pages have one column on every screen.
    for (const path of desk)
      expect(await findAccessibilityFaults(await open(path, desktop)), path).toEqual([]);
  });

  test('a page says that the simulator is gone, and continues by itself when the simulator is back', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'simulator-pages-'));
    const options = { host: '127.0.0.1', port: 0, dataDir, clock: systemClock(), partners: [] };
    const first = await startSimulator(options);
    const page = await open(`${first.url}/`, desktop);
    await first.close();
    const gone = page.getByText('The simulator does not answer.');
    await gone.waitFor();
    const second = await startSimulator({ ...options, port: Number(new URL(first.url).port) });
    await page.locator('body[data-live="yes"]').waitFor();
    expect(await gone.isVisible()).toBe(false);
    // This test provokes refused connections.
    faultsOfLastPage().splice(0);
    await page.close();
    await second.close();
    await rm(dataDir, { recursive: true });
  });

  test('a form of another site cannot act here, and no site may frame a page', async () => {
    const order = await create();
    const foreign = await fetch(order.page, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' },
      body: new URLSearchParams({ do: 'pay', payOption: '' }),
    });
    expect(foreign.status).toBe(403);
    expect((await order.seen()).status).toBe('INIT');
    for (const path of ['/', '/bank', '/scan', new URL(order.page).pathname]) {
      const policy = (await fetch(scene().simulator.url + path)).headers.get('content-security-policy');
      expect(policy, path).toContain("script-src 'self'");
      expect(policy, path).toContain("frame-ancestors 'none'");
    }
  });
});
