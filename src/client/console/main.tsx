import { render } from 'preact';
import { App } from './app.tsx';
import { readArrival } from './sign-in/arrival.ts';

/** The entry of the console in a browser. */
const root = document.getElementById('console');
if (root === null) throw new Error('The page has no element with the id console.');
const arrival = readArrival(location.hash);
// A code is for this page alone: neither the history nor a copied address keeps it.
if (arrival.kind !== 'plain') history.replaceState(null, '', location.pathname + location.search);
// A link that is pasted into an open page changes the fragment only.
addEventListener('hashchange', () => {
  if (readArrival(location.hash).kind !== 'plain') location.reload();
});
render(
  <App base={new URL('console', location.href).href} arrival={arrival} preferred={navigator.languages} />,
  root,
);
