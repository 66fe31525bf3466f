import { formatLeft, formatSpan, formatWib } from './assets/times.js';
import { type Html, html } from './html.ts';

/** The time left until an instant; the page's script counts it down. */
export function timeLeft(instant: string, now: Date): Html {
  const text = formatLeft(Date.parse(instant) - now.getTime());
  return html`<time role="timer" data-show="left" datetime="${instant}" title="${wib(instant)}">${text}</time>`;
}

/** How long ago an instant was; the page's script keeps it true. */
export function timeSince(instant: string, now: Date): Html {
  const text = formatSpan(now.getTime() - Date.parse(instant));
  return html`<time data-show="since" datetime="${instant}" title="${wib(instant)}">${text}</time>`;
}

/** The simulator's clock; the page's script lets it run. */
export function runningClock(now: Date): Html {
  return html`<time data-show="now" datetime="${now.toISOString()}">${formatWib(now.getTime())}</time>`;
}

/** An instant of the ledger as the desk writes it: "2026-11-22 20:41:07 WIB". */
export function wib(instant: string): string {
  return formatWib(Date.parse(instant));
}
