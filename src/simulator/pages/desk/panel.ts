import { type Content, type Html, html } from '../html.ts';

/** A titled part of a desk's page; `beside` stands to the right of its title. */
export function panel(id: string, title: string, content: Content, beside: Content = null): Html {
  return html`<section class="panel ${id}" id="${id}" aria-labelledby="${id}-title">
  <header><h2 id="${id}-title">${title}</h2>${beside}</header>
  ${content}
</section>`;
}

/** A column's heading; numbers stand to the right. */
export interface Column {
  title: string;
  isNumber?: boolean;
  /** Whether the heading is only read out, since the cells below need none for the eye. */
  isHidden?: boolean;
}

/** A table that scrolls sideways if the window is too narrow. */
export function table(columns: readonly Column[], rows: Content): Html {
  const headings = columns.map(({ title, isNumber, isHidden }) => {
    const text = isHidden ? html`<span class="visually-hidden">${title}</span>` : title;
    return html`<th scope="col"${isNumber && html` class="number"`}>${text}</th>`;
  });
  return html`<div class="scroll">
  <table>
    <thead><tr>${headings}</tr></thead>
    <tbody>${rows}</tbody>
  </table>
</div>`;
}

/** A form with one button: one step of the desk and the field it applies to. */
export function stepButton(step: string, name: string, spoken: string, about: [string, string]): Html {
  const [field, value] = about;
  return html`<form method="post" data-background>
  <input type="hidden" name="${field}" value="${value}">
  <button class="small" name="do" value="${step}" aria-label="${spoken}">${name}</button>
</form>`;
}

/** A label above its input, which must have the id. */
export function field(id: string, label: string, input: Html): Html {
  return html`<div class="field"><label for="${id}">${label}</label>${input}</div>`;
}

/** The options of a select: value and text, the first one chosen unless another is named. */
export function options(choices: readonly (readonly [string, string])[], chosen?: string): Html[] {
  return choices.map(
    ([value, text]) => html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`,
  );
}
