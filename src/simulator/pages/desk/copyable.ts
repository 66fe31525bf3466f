import { type Html, html } from '../html.ts';

/** A text with a button that copies it, if the browser allows that. `what` is read out. */
export function copyable(text: string, what: string): Html {
  const button = html`<button type="button" class="copy" data-copies="${text}" aria-label="Copy ${what}">Copy</button>`;
  return html`<span class="copyable"><code>${text}</code>${button}</span>`;
}
