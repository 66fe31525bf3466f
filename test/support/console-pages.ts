import type { Page } from 'playwright-core';

/** Searches, and waits until the one order that is found shows this verdict. */
export async function findOrder(page: Page, text: string, verdict: RegExp): Promise<void> {
  await page.goto(`${page.url().replace(/#.*$/, '')}#search`);
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
  await page.locator('.sentence', { hasText: verdict }).waitFor();
}

/** Fills the dialog of an act and confirms it, twice at once, which is one request. */
export async function confirm(page: Page, reason: string, word = 'Do it'): Promise<void> {
  await page.locator('dialog #reason').fill(reason);
  await page.getByRole('button', { name: word, exact: true }).dblclick();
}

/** Opens a screen of the console; on a small page its link is behind the button of the menu. */
export async function openScreen(page: Page, name: string): Promise<void> {
  await page.locator('#menu').waitFor({ state: 'attached' });
  const link = page.locator('#menu').getByRole('link', { name, exact: true, includeHidden: true });
  if (!(await link.isVisible())) await page.locator('button.fold').click();
  await link.click();
}

/** What is shown is read again, as when somebody looks at the window. */
export async function readAgain(page: Page): Promise<void> {
  await page.evaluate(() => dispatchEvent(new Event('focus')));
}

/** How wide the page is, with what one must scroll to. */
export function widthOf(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth);
}
