import type { ArmedFault } from '../../ledger/documents.ts';
import type { Order } from '../../model/order.ts';
import { type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';
import { faultForm, optionTexts } from './fault-form.ts';
import { panel, stepButton } from './panel.ts';

/** The armed faults and the form that arms one; on an order's page, both for that order. */
export function faultPanel({ desk }: Visit, order: Order | null): Html {
  const armed = desk.faults.list().filter((fault) => isAbout(fault, order));
  const list =
    armed.length === 0
      ? html`<p class="empty">Nothing is armed. DANA behaves normally.</p>`
      : html`<ul class="armed">${armed.map(armedRow)}</ul>`;
  const removeAll = html`<form method="post" data-background>
  <button class="small" name="do" value="disarm-all">Remove all</button>
</form>`;
  return panel(
    'faults',
    'Faults',
    html`${list}
<details id="arm"${armed.length === 0 && html` open`}>
  <summary>Arm a fault</summary>
  ${faultForm(order)}
</details>`,
    order === null && armed.length > 0 && removeAll,
  );
}

function isAbout({ partnerReferenceNo }: ArmedFault, order: Order | null): boolean {
  return order === null || partnerReferenceNo === null || partnerReferenceNo === order.partnerReferenceNo;
}

function armedRow({ id, operation, fault, timesLeft, partnerReferenceNo, options }: ArmedFault): Html {
  const given = optionTexts(options);
  const told = [
    timesLeft === 1 ? 'once more' : `${timesLeft} times more`,
    partnerReferenceNo ?? 'any order',
    ...given,
  ];
  return html`<li id="fault-${id}" data-say="${operation} ${fault}, ${told[0]}">
  <p><strong>${fault}</strong> <span class="tag">${operation}</span></p>
  <p class="hint">${told.join(' · ')}</p>
  ${stepButton('disarm-fault', 'Remove', `Remove ${fault} from ${operation}`, ['fault', id])}
</li>`;
}
