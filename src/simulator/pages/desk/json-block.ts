import { type Content, type Html, html } from '../html.ts';

/** A name or a text, a number, or a word of JSON; everything between them is punctuation. */
const tokenPattern = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

/** A body for people: JSON indented and coloured, anything else unchanged. */
export function bodyBlock(text: string, what: string): Html {
  const pretty = indented(text);
  const shown = pretty === null ? text || '(empty)' : coloured(pretty);
  return html`<pre class="block" tabindex="0" aria-label="${what}">${shown}</pre>`;
}

function indented(text: string): string | null {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

function coloured(json: string): Content[] {
  const pieces: Content[] = [];
  let at = 0;
  for (const match of json.matchAll(tokenPattern)) {
    const [token, text, colon] = match;
    const kind = text === undefined ? 'value' : colon === undefined ? 'text' : 'name';
    pieces.push(
      json.slice(at, match.index),
      html`<span class="json-${kind}">${text ?? token}</span>${colon}`,
    );
    at = match.index + token.length;
  }
  return [...pieces, json.slice(at)];
}
