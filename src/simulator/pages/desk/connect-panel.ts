import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { copyable } from './copyable.ts';

/** What an integration has to know to talk to this simulator. */
export function connectPanel({ desk, publicUrl }: Visit): Html {
  const partners = desk.partners.list();
  return html`<section class="panel" id="connect" aria-labelledby="connect-title">
<header><h2 id="connect-title">Connect</h2></header>
<dl class="facts stacked">
<div><dt>Base URL</dt><dd>${copyable(publicUrl(), 'the base URL')}</dd></div>
${partners.map(({ partnerId, merchantId }) => html`<div id="partner-${partnerId}-${merchantId}"><dt>Partner</dt><dd>${copyable(partnerId, 'the partner id')}</dd><dt>Merchant</dt><dd>${copyable(merchantId, 'the merchant id')}</dd></div>`)}
</dl>
${partners.length === 0 && html`<p class="hint">No partner is registered, so every call is refused. Start with <code>--partner</code>, or POST to <code>/simulator/partners</code>.</p>`}
<details id="public-key"><summary>Public key of notifications</summary><div class="block">${copyable(desk.publicKey.trim(), 'the public key')}</div></details>
</section>`;
}
