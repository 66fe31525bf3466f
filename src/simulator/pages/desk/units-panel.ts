import { type SimulatorUnit, unitKinds } from '../../ledger/documents.ts';
import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { field, options, panel } from './panel.ts';

/** The registered stores and divisions and the form that registers one. */
export function unitsPanel({ desk }: Visit): Html {
  const units = desk.units.list();
  const merchantIds = [...new Set(desk.partners.list().map(({ merchantId }) => merchantId))];
  const list =
    units.length === 0
      ? html`<p class="empty">${desk.profile.mustRegisterUnits ? 'None: DANA refuses every order that names one.' : 'None: any store and any division is taken.'}</p>`
      : html`<ul class="armed">${units.map(unitRow)}</ul>`;
  const merchant = html`<select name="merchantId" id="unit-merchant">${options(merchantIds.map((id) => [id, id]))}</select>`;
  const kind = html`<select name="kind" id="unit-kind">${options(unitKinds.map((one) => [one, one]))}</select>`;
  const externalId = html`<input name="externalId" id="unit-external-id" maxlength="64" required autocomplete="off">`;
  return panel(
    'units',
    'Stores and divisions',
    html`${list}
<details id="register-unit">
  <summary>Register one</summary>
  <form method="post" data-background data-keep class="fields">
    ${field('unit-merchant', 'Merchant', merchant)}
    ${field('unit-kind', 'Kind', kind)}
    ${field('unit-external-id', 'Its id in requests', externalId)}
    <button class="primary wide" name="do" value="add-unit">Register</button>
  </form>
</details>`,
  );
}

function unitRow({ merchantId, kind, externalId }: SimulatorUnit): Html {
  return html`<li id="unit-${encodeURIComponent(`${merchantId}/${kind}/${externalId}`)}">
  <p><strong>${externalId}</strong> <span class="tag">${kind}</span></p>
  <p class="hint">${merchantId}</p>
  <form method="post" data-background>
    <input type="hidden" name="merchantId" value="${merchantId}">
    <input type="hidden" name="kind" value="${kind}">
    <input type="hidden" name="externalId" value="${externalId}">
    <button class="small" name="do" value="remove-unit" aria-label="Remove the ${kind} ${externalId}">Remove</button>
  </form>
</li>`;
}
