import type { Page } from 'playwright-core';

/**
 * What of the open dialog nobody can read or reach: text that is wider than the dialog, a dialog that leaves the page, and
 * fields and buttons that stay hidden, or below something else, when the keyboard reaches them.
 */
export function findCutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const dialogs = [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')];
    const dialog = dialogs.at(-1);
    if (dialog === undefined) return ['no dialog is open'];
    const faults: string[] = [];
    const page = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
    const isInside = (inner: Omit<DOMRect, 'toJSON'> | DOMRect, outer: typeof page) =>
      inner.left >= outer.left - 1 &&
      inner.right <= outer.right + 1 &&
      inner.top >= outer.top - 1 &&
      inner.bottom <= outer.bottom + 1;
    if (!isInside(dialog.getBoundingClientRect(), page)) faults.push('the dialog leaves the page');
    if (dialog.scrollWidth > dialog.clientWidth) faults.push('the dialog is wider than it shows');
    const isScrollable = /auto|scroll/.test(getComputedStyle(dialog).overflowY);
    if (dialog.scrollHeight > dialog.clientHeight && !isScrollable) faults.push('the dialog does not scroll');
    for (const one of dialog.querySelectorAll<HTMLElement>('button:enabled, input, select, a[href]')) {
      one.focus();
      const box = one.getBoundingClientRect();
      const name = `${one.tagName} ${one.id || one.textContent}`;
      if (!isInside(box, page)) faults.push(`${name} leaves the page`);
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (top === null || !one.contains(top)) faults.push(`${name} is covered by ${top?.tagName}`);
    }
    for (const one of dialog.querySelectorAll<HTMLElement>('h2, p, label, li, code, strong, .number')) {
      one.scrollIntoView({ block: 'nearest' });
      const { left, right, width, top, height } = one.getBoundingClientRect();
      if (width > 0 && (left < -1 || right > innerWidth + 1)) faults.push(`${one.textContent} is cut off`);
      if (height > 0 && height < innerHeight && top < -1) faults.push(`${one.textContent} is out of reach`);
    }
    return faults;
  });
}
