import type { HttpReply } from '../../http/http-server.ts';
import { formatSpan, formatWib } from '../assets/times.js';
import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { pageReply } from '../page-reply.ts';

/** Why something asked for at the desk was not done, and with which HTTP status it was refused. */
export interface Complaint {
  httpStatus: number;
  text: string;
}

interface DeskPage {
  title: string;
  httpStatus?: number;
  watches: string;
  complaint: Complaint | null;
  content: Html;
}

/** What the desk's pages share: where one can go, the clock, and a place for refusals. */
export function deskReply(visit: Visit, page: DeskPage): HttpReply {
  return pageReply({
    httpStatus: page.complaint?.httpStatus ?? page.httpStatus ?? 200,
    language: 'en',
    title: `${page.title} · DANA simulator`,
    look: 'desk',
    now: visit.desk.clock.now(),
    watches: page.watches,
    content: html`<div class="banner"><p><strong>Simulator.</strong> No real money moves here.</p></div>
<header class="bar">
<a class="brand" href="/">DANA simulator</a>
<nav class="places" aria-label="Pages"><a href="/"${isDesk(visit) && html` aria-current="page"`}>Orders</a><a href="/bank">Bank app</a><a href="/scan">QR scanner</a></nav>
${clock(visit)}
</header>
<div id="notice" class="notice" role="alert">${page.complaint?.text}</div>
<p class="offline" role="status">The simulator does not answer. This page goes on by itself when it does.</p>
<main class="desk">
${page.content}
</main>`,
  });
}

const isDesk = ({ request }: Visit): boolean => request.url.pathname === '/';

const minuteMs = 60_000;
const steps: readonly [string, number][] = [
  ['+1 min', minuteMs],
  ['+30 min', 30 * minuteMs],
  ['+24 h', 24 * 60 * minuteMs],
];

/** The simulator's time, and the buttons that move it: expiries, retries and windows come due at once. */
function clock({ desk }: Visit): Html {
  const now = desk.clock.now();
  const aheadMs = desk.advancedMs();
  return html`<section class="clock" aria-label="Clock">
<p><time data-show="now" datetime="${now.toISOString()}">${formatWib(now.getTime())}</time>
<span class="ahead">${aheadMs === 0 ? 'real time' : `${formatSpan(aheadMs)} ahead`}</span></p>
<form method="post" data-background>
<input type="hidden" name="do" value="advance-clock">
${steps.map(([name, ms]) => html`<button class="small" name="advanceMs" value="${ms}" aria-label="Move the clock ${name}">${name}</button>`)}
</form>
<details class="menu" id="clock-menu"><summary class="button small">Other…</summary>
<form method="post" data-background>
<input type="hidden" name="do" value="advance-clock">
<label for="clock-count">Move the clock forward by</label>
<div class="joined"><input id="clock-count" name="count" type="number" min="1" max="999999" value="2" required>
<select name="unitMs" aria-label="Unit"><option value="1000">seconds</option><option value="${minuteMs}" selected>minutes</option><option value="${60 * minuteMs}">hours</option><option value="${24 * 60 * minuteMs}">days</option></select></div>
<button class="primary">Move</button>
</form></details>
</section>`;
}
