import type { HttpReply } from '../../http/http-server.ts';
import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { pageReply } from '../page-reply.ts';
import { clockControls } from './clock-controls.ts';

/** Why an action at the desk was refused, and its HTTP status. */
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

/** The frame of the desk's pages: navigation, the clock, and a place for refusals. */
export function deskReply(visit: Visit, page: DeskPage): HttpReply {
  return pageReply({
    httpStatus: page.complaint?.httpStatus ?? page.httpStatus ?? 200,
    language: 'en',
    title: `${page.title} · DANA simulator`,
    look: 'desk',
    now: visit.desk.clock.now(),
    watches: page.watches,
    content: html`<aside class="banner" aria-label="Simulator">
  <p><strong>Simulator.</strong> No real money moves here.</p>
</aside>
<header class="bar">
  <a class="brand" href="/">DANA simulator</a>
  <nav class="places" aria-label="Pages">
    <a href="/"${isDesk(visit) && html` aria-current="page"`}>Orders</a>
    <a href="/bank">Bank app</a>
    <a href="/scan">QR scanner</a>
  </nav>
  ${clockControls(visit)}
</header>
<div id="notice" class="notice" role="alert">${page.complaint?.text}</div>
<p class="offline" role="status">The simulator does not answer. This page reconnects by itself.</p>
<main class="desk">
${page.content}
</main>`,
  });
}

const isDesk = ({ request }: Visit): boolean => request.url.pathname === '/';
