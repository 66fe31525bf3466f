import { describe, expect } from 'vitest';
import { hasBrowser, sayWithoutBrowser } from '../../support/browser.ts';
import { testInTurn } from '../../support/sample.ts';
import { heading, qris, soon, stagePages, virtualAccount } from './stage.ts';

const test = testInTurn(2);

sayWithoutBrowser('The tests of the bank app and the scanner were');

describe.skipIf(!hasBrowser)('the pages on which payers of the simulator pay by code', () => {
  const { create, open } = stagePages();

  describe('the bank app', () => {
    test('a payer types a number, sees the bill, pays it and gets a receipt', async () => {
      const order = await create({ ...virtualAccount, orderTitle: 'Two tickets', value: '1500000.00' });
      const page = await open('/bank');
      await page
        .getByLabel('Virtual account number or payment code')
        .fill(order.code.replace(/(....)/g, '$1 '));
      await page.getByRole('button', { name: 'Continue' }).click();
      await heading(page, 'Two tickets').waitFor();
      expect(await page.locator('.amount').textContent()).toBe('Rp1.500.000');
      expect(await page.getByText('BRI Virtual Account').count()).toBe(1);
      expect((await order.seen()).status).toBe('INIT');
      await page.getByRole('button', { name: 'Pay Rp1.500.000' }).click();
      await heading(page, 'Payment successful').waitFor();
      expect(await page.getByText(order.referenceNo).count()).toBe(1);
      expect(await order.seen()).toMatchObject({ status: 'SUCCESS', payOption: 'VIRTUAL_ACCOUNT_BRI' });
    });

    test('a new bill appears in the list and can be paid from there', async () => {
      const page = await open('/bank?lang=id');
      const order = await create({ payMethod: 'NETWORK_PAY', payOption: 'NETWORK_PAY_PC_INDOMARET' });
      const bill = page.locator(`#bill-${order.referenceNo} a`);
      await bill.waitFor(soon);
      await bill.click();
      await page.getByRole('button', { name: 'Bayar Rp75.000' }).click();
      await heading(page, 'Pembayaran berhasil').waitFor();
      expect((await order.seen()).status).toBe('SUCCESS');
    });

    test('the bank app explains that a number is unknown', async () => {
      const page = await open('/bank?number=12345678');
      expect(await page.getByRole('alert').textContent()).toBe('No bill has the number 1234 5678.');
    });
  });

  describe('the scanner', () => {
    test('a payer chooses a waiting code, sees its merchant and amount, and pays it', async () => {
      const order = await create({ ...qris, orderTitle: 'Nasi goreng', value: '35000.00' });
      const page = await open('/scan');
      await page.getByRole('img', { name: 'QR code: Nasi goreng' }).click();
      await heading(page, 'Nasi goreng').waitFor();
      const particulars = await page.locator('.particulars').textContent();
      expect(particulars).toContain('Simulated Shop');
      expect(particulars).toContain('Jakarta');
      await page.getByRole('button', { name: 'Pay Rp35.000' }).click();
      await heading(page, 'Payment successful').waitFor();
      expect(await order.seen()).toMatchObject({ status: 'SUCCESS', payOption: 'NETWORK_PAY_PG_QRIS' });
    });

    test('a payer can paste the content of a QR; the scanner refuses a damaged or foreign one', async () => {
      const order = await create(qris);
      const page = await open('/scan');
      const paste = async (payload: string) => {
        await page.getByLabel('Content of the QR').fill(payload);
        await page.getByRole('button', { name: 'Continue' }).click();
      };
      await paste('https://example.com');
      await page.getByText('This is not the content of a QRIS code.').waitFor();
      await paste(order.code.replace('Simulated Shop', 'Simulated Shoq'));
      await page.getByText('The code is damaged').waitFor();
      await paste(order.code);
      await page.getByRole('button', { name: 'Pay Rp75.000' }).click();
      await heading(page, 'Payment successful').waitFor();
    });
  });
});
