import { formatSpan } from '../assets/times.js';
import { type Html, html } from '../html.ts';
import { runningClock } from '../live-time.ts';
import type { Visit } from '../page.ts';
import { options } from './panel.ts';

const minuteMs = 60_000;

const steps: readonly [string, number][] = [
  ['+1 min', minuteMs],
  ['+30 min', 30 * minuteMs],
  ['+24 h', 24 * 60 * minuteMs],
];

const units: readonly [string, string][] = [
  ['1000', 'seconds'],
  [String(minuteMs), 'minutes'],
  [String(60 * minuteMs), 'hours'],
  [String(24 * 60 * minuteMs), 'days'],
];

/** The simulator's time, and the buttons that move it: expiries, retries and windows become due at once. */
export function clockControls({ desk }: Visit): Html {
  const aheadMs = desk.advancedMs();
  const buttons = steps.map(
    ([name, ms]) =>
      html`<button class="small" name="advanceMs" value="${ms}" aria-label="Move the clock ${name}">${name}</button>`,
  );
  return html`<section class="clock" aria-label="Clock">
  <p>${runningClock(desk.clock.now())}
  <span class="ahead">${aheadMs === 0 ? 'real time' : `${formatSpan(aheadMs)} ahead`}</span></p>
  <form method="post" data-background>
    <input type="hidden" name="do" value="advance-clock">
    ${buttons}
  </form>
  <details class="menu" id="clock-menu">
    <summary class="button small">Other…</summary>
    <form method="post" data-background>
      <input type="hidden" name="do" value="advance-clock">
      <label for="clock-count">Move the clock forward by</label>
      <div class="joined">
        <input id="clock-count" name="count" type="number" min="1" max="999999" value="2" required>
        <select name="unitMs" aria-label="Unit">${options(units, String(minuteMs))}</select>
      </div>
      <button class="primary">Move</button>
    </form>
  </details>
</section>`;
}
