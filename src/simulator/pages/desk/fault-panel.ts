import { callFaults, type FaultKind, notifyFaults } from '../../fault-table.ts';
import type { ArmedFault } from '../../faults.ts';
import type { Order } from '../../model/order.ts';
import { type Content, type Html, html } from '../html.ts';
import type { Visit } from '../page.ts';

const calls = ['consultPay', 'createOrder', 'queryPayment', 'cancelOrder', 'refundOrder'] as const;

/** The armed faults, and the form that arms one; at an order's page both are about that order. */
export function faultPanel({ desk }: Visit, order: Order | null): Html {
  const armed = desk.faults.list().filter((fault) => isAbout(fault, order));
  return html`<section class="panel faults" id="faults" aria-labelledby="faults-title">
<header><h2 id="faults-title">Faults</h2>${armed.length > 0 && order === null && html`<form method="post" data-background><button class="small" name="do" value="disarm-all">Remove all</button></form>`}</header>
${armed.length === 0 ? html`<p class="empty">Nothing is armed. DANA behaves.</p>` : html`<ul class="armed">${armed.map(armedRow)}</ul>`}
<details id="arm"${armed.length === 0 && html` open`}><summary>Arm a fault</summary>${armForm(order)}</details>
</section>`;
}

function isAbout({ partnerReferenceNo }: ArmedFault, order: Order | null): boolean {
  return order === null || partnerReferenceNo === null || partnerReferenceNo === order.partnerReferenceNo;
}

function armedRow({ id, operation, fault, timesLeft, partnerReferenceNo, options }: ArmedFault): Html {
  const given = Object.entries(options).filter(([, value]) => value !== '');
  const where = partnerReferenceNo === null ? 'any order' : partnerReferenceNo;
  return html`<li id="fault-${id}" data-say="${operation} ${fault}, ${timesLeft} left">
<p><strong>${fault}</strong> <span class="tag">${operation}</span></p>
<p class="hint">${timesLeft === 1 ? 'once more' : `${timesLeft} times more`} · ${where}${given.map(([name, value]) => ` · ${name} ${value}`)}</p>
<form method="post" data-background><input type="hidden" name="fault" value="${id}"><button class="small" name="do" value="disarm-fault" aria-label="Remove ${fault} from ${operation}">Remove</button></form>
</li>`;
}

function armForm(order: Order | null): Html {
  const operations = [...calls, 'notify'].map(
    (name) => html`<option value="${name}"${name === 'createOrder' && html` selected`}>${name}</option>`,
  );
  return html`<form method="post" data-background data-keep id="arm-fault" class="fields">
${field('operation', 'Befalls', html`<select name="operation" id="fault-operation">${operations}</select>`)}
${field('fault', 'Fault', html`<select name="fault" id="fault-fault"><optgroup label="Calls to DANA">${faultOptions(callFaults, calls)}</optgroup><optgroup label="Notifications">${faultOptions(notifyFaults, ['notify'])}</optgroup></select>`)}
<p class="hint wide" data-meaning-shown aria-live="polite"></p>
${field('times', 'Times', html`<input name="times" id="fault-times" type="number" min="1" max="1000000" value="1" required>`)}
${field('partnerReferenceNo', 'Only the order', html`<input name="partnerReferenceNo" id="fault-partnerReferenceNo" maxlength="64" placeholder="any" value="${order?.partnerReferenceNo}">`)}
${option('delayMs', 'Delay in ms', html`<input name="delayMs" id="fault-delayMs" type="number" min="0">`)}
${option('commits', 'Is carried out', html`<select name="commits" id="fault-commits"><option value="">as usual</option><option value="true">yes</option><option value="false">no</option></select>`)}
${option('responseCode', 'Response code', html`<input name="responseCode" id="fault-responseCode" inputmode="numeric" pattern="[2-5][0-9]{6}" title="Seven digits, the first three an HTTP status">`)}
${option('copies', 'Copies more', html`<input name="copies" id="fault-copies" type="number" min="1" max="1000">`)}
${option('bytes', 'Bytes', html`<input name="bytes" id="fault-bytes" type="number" min="1">`)}
<button class="primary wide" name="do" value="arm-fault">Arm</button>
</form>`;
}

function field(name: string, label: string, input: Html): Html {
  return html`<div class="field"><label for="fault-${name}">${label}</label>${input}</div>`;
}

/** A field that only some faults take; the page's script hides it from the others. */
function option(name: string, label: string, input: Html): Html {
  return html`<div class="field" data-option="${name}"><label for="fault-${name}">${label}</label>${input}</div>`;
}

function faultOptions(kinds: Readonly<Record<string, FaultKind>>, all: readonly string[]): Content {
  return Object.entries(kinds).map(
    ([name, { meaning, options, operations }]) =>
      html`<option value="${name}" data-operations="${(operations ?? all).join(' ')}" data-meaning="${meaning}" data-options="${JSON.stringify(options)}">${name}</option>`,
  );
}
