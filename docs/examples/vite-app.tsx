/** @jsxImportSource react */
// src/App.tsx of a new Vite app. The address has the token for the try-out only: a shop's server puts it into its page.
import { Checkout } from './react-checkout.tsx';

/** Kept for this tab, because DANA sends the payer back without it. */
function readToken(): string {
  const given = new URLSearchParams(location.search).get('token');
  if (given !== null) sessionStorage.setItem('checkoutToken', given);
  return given ?? sessionStorage.getItem('checkoutToken') ?? '';
}

const token = readToken();

export default function App() {
  return <Checkout gateway="http://127.0.0.1:4000/graphql" token={token} />;
}
