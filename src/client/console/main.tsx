import { render } from 'preact';
import { App } from './app.tsx';

/** The entry of the console in a browser. */
const root = document.getElementById('console');
if (root === null) throw new Error('The page has no element with the id console.');
render(<App base={new URL('console', location.href).href} preferred={navigator.languages} />, root);
