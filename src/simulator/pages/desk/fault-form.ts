import {
  callFaults,
  type FaultKind,
  type FaultOptions,
  notifyFaults,
  settlementFaults,
} from '../../model/fault-table.ts';
import type { Order } from '../../model/order.ts';
import { type Html, html } from '../html.ts';
import { field, options } from './panel.ts';

const calls = ['createOrder', 'queryPayment', 'cancelOrder', 'refundOrder', 'consultPay'];

interface OptionField {
  label: string;
  /** The input inside, which gets its name and id from the option. */
  input: (named: Html) => Html;
  read: (text: string) => string | number | boolean;
}

const numberInput = (named: Html) => html`<input type="number" min="0" ${named}>`;
const yesNo: readonly [string, string][] = [
  ['', 'as usual'],
  ['true', 'yes'],
  ['false', 'no'],
];

/** The form field of each option of a fault. An option without a field does not compile. */
const optionFields: Readonly<Record<keyof FaultOptions, OptionField>> = {
  delayMs: { label: 'Delay in ms', input: numberInput, read: Number },
  commits: {
    label: 'Is carried out',
    input: (named) => html`<select ${named}>${options(yesNo)}</select>`,
    read: (text) => text === 'true',
  },
  responseCode: {
    label: 'Response code',
    input: (named) => html`<input inputmode="numeric" maxlength="7" ${named}>`,
    read: String,
  },
  latestTransactionStatus: {
    label: 'Status reported',
    input: (named) => html`<input maxlength="2" ${named}>`,
    read: String,
  },
  copies: { label: 'Extra copies', input: numberInput, read: Number },
  bytes: { label: 'Bytes', input: numberInput, read: Number },
};

/**
 * The form that arms a fault. It offers everything, since without scripts it cannot react to a choice; the
 * page's script hides what does not fit. The server explains a combination that does not fit either way.
 */
export function faultForm(order: Order | null): Html {
  const operations = options([...calls, 'notify', 'settlement'].map((name) => [name, name] as const));
  const faults = html`<select name="fault" id="arm-fault-name">
  <optgroup label="Calls to DANA">${faultOptions(callFaults, calls)}</optgroup>
  <optgroup label="Notifications">${faultOptions(notifyFaults, ['notify'])}</optgroup>
  <optgroup label="Settlement files">${faultOptions(settlementFaults, ['settlement'])}</optgroup>
</select>`;
  const times = html`<input name="times" id="arm-times" type="number" min="1" max="1000000" value="1" required>`;
  const reference = html`<input name="partnerReferenceNo" id="arm-reference" maxlength="64" placeholder="any"
  value="${order?.partnerReferenceNo}">`;
  const optional = Object.entries(optionFields).map(([name, { label, input }]) => {
    const id = `arm-${name}`;
    return html`<div data-option="${name}">${field(id, label, input(html`name="${name}" id="${id}"`))}</div>`;
  });
  return html`<form method="post" data-background data-keep id="arm-fault" class="fields">
  ${field('arm-operation', 'Befalls', html`<select name="operation" id="arm-operation">${operations}</select>`)}
  ${field('arm-fault-name', 'Fault', faults)}
  <p class="hint wide" data-meaning-shown aria-live="polite"></p>
  ${field('arm-times', 'Times', times)}
  ${field('arm-reference', 'Only the order', reference)}
  ${optional}
  <button class="primary wide" name="do" value="arm-fault">Arm</button>
</form>`;
}

/** The options of an armed fault in the words of the form: "Is carried out: yes". */
export function optionTexts(given: FaultOptions): string[] {
  const words = new Map<unknown, string>([
    [true, 'yes'],
    [false, 'no'],
  ]);
  return Object.entries(optionFields).flatMap(([name, { label }]) => {
    const value = given[name as keyof FaultOptions];
    return value === undefined || value === '' ? [] : [`${label}: ${words.get(value) ?? value}`];
  });
}

/** The form as a body for the control interface. Empty fields keep the fault's defaults. */
export function readFaultForm(form: URLSearchParams): object {
  const filled = (name: string) => form.get(name)?.trim() || undefined;
  const given = Object.entries(optionFields).flatMap(([name, { read }]) => {
    const text = filled(name);
    return text === undefined ? [] : [[name, read(text)]];
  });
  return {
    operation: filled('operation'),
    fault: filled('fault'),
    times: Number(filled('times') ?? 1),
    partnerReferenceNo: filled('partnerReferenceNo'),
    ...Object.fromEntries(given),
  };
}

function faultOptions(kinds: Readonly<Record<string, FaultKind>>, befalls: readonly string[]): Html[] {
  return Object.entries(kinds).map(
    ([name, kind]) => html`<option value="${name}" data-operations="${(kind.operations ?? befalls).join(' ')}"
  data-meaning="${kind.meaning}" data-options="${JSON.stringify(kind.options)}">${name}</option>`,
  );
}
