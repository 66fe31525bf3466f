import type { HttpReply } from '../../http/http-server.ts';
import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { type PageDocument, pageReply } from '../page-reply.ts';
import { chooseLanguage, type Language, wordings } from './language.ts';

interface PayerPage extends Pick<PageDocument, 'httpStatus' | 'look' | 'watches' | 'formTargets'> {
  title: string;
  content: Html;
}

/**
 * The frame of the payer's pages: a warning that nothing is real, the language switch, and one narrow column.
 */
export function payerPage(visit: Visit, page: PayerPage): HttpReply {
  const language = chooseLanguage(visit.request);
  const wording = wordings[language];
  const { title, content, ...rest } = page;
  return pageReply({
    ...rest,
    language,
    title: `${title} · ${wording.simulator}`,
    now: visit.desk.clock.now(),
    content: html`<aside class="banner" aria-label="${wording.simulator}">
  <p><strong>${wording.simulator}.</strong> ${wording.noRealMoney}</p>
  <a href="/">${wording.desk}</a>
</aside>
<div class="column">
  <header class="top">
    <p class="app">${title}</p>
    <nav class="languages" aria-label="${wording.language}">
      ${switchTo('en', 'English', visit)}${switchTo('id', 'Indonesia', visit)}
    </nav>
  </header>
  <main id="main">${content}</main>
</div>`,
  });
}

function switchTo(language: Language, name: string, visit: Visit): Html {
  const { searchParams } = visit.request.url;
  const query = new URLSearchParams([...searchParams].filter(([key]) => key !== 'lang'));
  query.set('lang', language);
  const isCurrent = chooseLanguage(visit.request) === language;
  return html`<a href="?${query.toString()}" lang="${language}" hreflang="${language}"
  title="${name}"${isCurrent && html` aria-current="true"`}>${language.toUpperCase()}</a>`;
}
