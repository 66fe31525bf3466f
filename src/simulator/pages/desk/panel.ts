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
  /** Only read out: what stands below speaks for itself to the eye. */
  isHidden?: boolean;
}

/** Rows below their headings, scrolling sideways where the window is too narrow for them. */
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

/** A button that is a whole form: one step of the desk, with what it is about. */
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
