import { LRUCache } from 'lru-cache';
import { encode } from 'uqr';
import { type Html, html } from './html.ts';

/** Modules of white around a code; the QR standard asks for four so that cameras find its edge. */
const quietZone = 4;
/** Encoding takes 15 ms and pages that show codes are drawn again at every change, so drawings are kept. */
const keptMax = 100;

const kept = new LRUCache<string, { path: string; size: number }>({ max: keptMax });

/** A QR code as a drawing of one path, sharp at every size; `label` is read out in its place. */
export function qrImage(payload: string, label: string): Html {
  const { path, size } = kept.get(payload) ?? keep(payload, draw(payload));
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}"
  shape-rendering="crispEdges">
  <path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/>
  <path fill="#000" d="${path}"/>
</svg>`;
}

function draw(payload: string) {
  const { data, size } = encode(payload, { ecc: 'M', border: quietZone });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return { path: dark.join(''), size };
}

function keep(payload: string, drawing: ReturnType<typeof draw>) {
  kept.set(payload, drawing);
  return drawing;
}
