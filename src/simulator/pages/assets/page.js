import './fault-form.js';
import { stayLive } from './live.js';
import { morph } from './morph.js';
import { formatLeft, formatSpan, formatWib } from './times.js';

/** Every page of the simulator works without this script; with it, it is always up to date. */

/** How far the simulator's clock is ahead of this machine's, in ms. */
let aheadMs = 0;

/** The text of a time element, by its data-show. */
/** @type {Record<string, (instantMs: number, nowMs: number) => string>} */
const shown = {
  now: (_instantMs, nowMs) => formatWib(nowMs),
  left: (instantMs, nowMs) => formatLeft(instantMs - nowMs),
  since: (instantMs, nowMs) => formatSpan(nowMs - instantMs),
};

function tick() {
  const nowMs = Date.now() + aheadMs;
  for (const element of document.querySelectorAll('time[data-show]')) {
    const instantMs = Date.parse(element.getAttribute('datetime') ?? '');
    const text = shown[element.getAttribute('data-show') ?? '']?.(instantMs, nowMs);
    if (text !== undefined && element.textContent !== text) element.textContent = text;
  }
}

/** Announces a change to screen readers and highlights it on the page. */
function tellNews(/** @type {Element} */ element) {
  const announcement = document.getElementById('announcement');
  if (announcement !== null) announcement.textContent = element.getAttribute('data-say');
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const glow = getComputedStyle(document.body).getPropertyValue('--glow');
  element.animate([{ backgroundColor: glow }, { backgroundColor: 'transparent' }], 1600);
}

function show(/** @type {string} */ text) {
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  document.title = fresh.title;
  morph(document.body, fresh.body, tellNews);
  setClock();
}

function setClock() {
  aheadMs = Date.parse(document.body.dataset.now ?? '') - Date.now();
  tick();
}

async function refresh() {
  const response = await fetch(location.href);
  const notice = document.getElementById('notice');
  // A refusal stays until the person acts again, whatever else happens meanwhile.
  notice?.toggleAttribute('data-keep', true);
  show(await response.text());
  notice?.removeAttribute('data-keep');
  document.body.setAttribute('data-live', 'yes');
}

/** Submits a form that leads back to this page in the background. */
async function sendInBackground(
  /** @type {HTMLFormElement} */ form,
  /** @type {HTMLElement | null} */ submitter,
) {
  const fields = /** @type {[string, string][]} */ ([...new FormData(form, submitter)]);
  form.toggleAttribute('data-busy', true);
  try {
    const response = await fetch(location.href, { method: 'POST', body: new URLSearchParams(fields) });
    show(await response.text());
    if (response.ok) form.reset();
  } finally {
    form.removeAttribute('data-busy');
  }
}

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const isBackground = form.hasAttribute('data-background');
  if (form.hasAttribute('data-busy') || isBackground) event.preventDefault();
  if (form.hasAttribute('data-busy')) return;
  if (isBackground) void sendInBackground(form, event.submitter);
  // The server would refuse a second tap on Pay and show the refusal instead of the shop.
  else if (form.hasAttribute('data-once')) form.toggleAttribute('data-busy', true);
});
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-once]')) form.removeAttribute('data-busy');
});

document.addEventListener('click', async (event) => {
  const button = /** @type {Element} */ (event.target).closest('[data-copies]');
  if (button === null) return;
  await navigator.clipboard.writeText(button.getAttribute('data-copies') ?? '');
  button.toggleAttribute('data-copied', true);
  setTimeout(() => button.removeAttribute('data-copied'), 1500);
});

// Only pages on this machine or over HTTPS may write to the clipboard; elsewhere the buttons stay hidden.
document.documentElement.classList.toggle('can-copy', navigator.clipboard !== undefined);

const { watches } = document.body.dataset;
setClock();
setInterval(tick, 1000);
if (watches !== undefined)
  stayLive({
    concerns: ({ kind, id }) =>
      watches === '*' || kind === 'clock' || kind === 'fault' || id.startsWith(watches),
    refresh,
    onLoss: () => document.body.setAttribute('data-live', 'lost'),
  });
