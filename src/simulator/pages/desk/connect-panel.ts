import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { copyable } from './copyable.ts';
import { panel } from './panel.ts';

/** The data that an integration needs to call this simulator. */
export function connectPanel({ desk, publicUrl }: Visit): Html {
  const partners = desk.partners.list();
  const known = partners.map(
    ({ partnerId, merchantId }) => html`<div id="partner-${partnerId}-${merchantId}">
  <dt>Partner</dt><dd>${copyable(partnerId, 'the partner id')}</dd>
  <dt>Merchant</dt><dd>${copyable(merchantId, 'the merchant id')}</dd>
</div>`,
  );
  const nobody = html`<p class="hint">
  No partner is registered, so every call is refused.
  Start with <code>--partner</code>, or POST to <code>/simulator/partners</code>.
</p>`;
  return panel(
    'connect',
    'Connect',
    html`<dl class="facts stacked">
  <div><dt>Base URL</dt><dd>${copyable(publicUrl(), 'the base URL')}</dd></div>
  ${known}
</dl>
${known.length === 0 && nobody}
<details id="public-key">
  <summary>Public key of notifications</summary>
  <div class="block">${copyable(desk.publicKey.trim(), 'the public key')}</div>
</details>`,
  );
}
