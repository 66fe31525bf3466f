import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { panel } from './panel.ts';

/** Files that the panel lists, the latest ones. */
const shownMax = 7;

/** The settlement files that can be fetched, the latest first. */
export function settlementPanel({ desk }: Visit): Html {
  const merchantIds = [...new Set(desk.partners.list().map(({ merchantId }) => merchantId))];
  const files = merchantIds.flatMap((merchantId) =>
    desk.settlementFiles
      .list(merchantId)
      .slice(-shownMax)
      .reverse()
      .map(({ day }) => {
        const address = `/simulator/settlement-files/${day}?${new URLSearchParams({ merchantId })}`;
        return html`<li><a href="${address}" download>${day}</a> <span class="hint">${merchantId}</span></li>`;
      }),
  );
  return panel(
    'settlement',
    'Settlement files',
    files.length === 0
      ? html`<p class="empty">None yet: a day is settled after midnight in Jakarta. Move the clock by a day.</p>`
      : html`<ul class="armed">${files}</ul>`,
  );
}
