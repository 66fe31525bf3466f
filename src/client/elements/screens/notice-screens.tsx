import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { usePage } from '../page-context.ts';
import { Status } from './status.tsx';

/** A screen with a message and at most one action. */
export function Notice({
  title,
  lead,
  look,
  children,
}: {
  title: string;
  lead: string;
  look?: 'busy' | 'bad';
  children?: ComponentChildren;
}) {
  return (
    <section class="card notice" data-look={look}>
      {look === 'busy' && <span class="spinner" aria-hidden="true" />}
      <h1 tabIndex={-1}>{title}</h1>
      <p>{lead}</p>
      {children}
    </section>
  );
}

/** Shown until the gateway's first answer. */
export function LoadingScreen() {
  const { wording } = usePage();
  return (
    <p class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {wording.loading}
    </p>
  );
}

/** The gateway has not answered. The page keeps requesting; a tap requests at once. */
export function UnreachableScreen() {
  const { wording, actions } = usePage();
  return (
    <Notice {...wording.unreachable} look="busy">
      <button type="button" class="primary" onClick={() => actions.resume()}>
        {wording.tryAgain}
      </button>
    </Notice>
  );
}

/** The link to the shop, if the merchant has set its address. */
export function ShopLink({ isPrimary = true }: { isPrimary?: boolean }) {
  const { wording, shop } = usePage();
  if (shop.url === null) return null;
  return (
    <a class={isPrimary ? 'button primary' : 'button'} href={shop.url}>
      {shop.name === null ? wording.backToShop : wording.backToNamedShop(shop.name)}
    </a>
  );
}

/** There is no token, or the gateway takes it no more. */
export function RefusedScreen() {
  const { wording } = usePage();
  return (
    <Notice {...wording.refused}>
      <ShopLink />
    </Notice>
  );
}

/** DANA has not answered yet about this attempt; the payer may choose another meanwhile. */
export function PreparingScreen() {
  const { wording, actions } = usePage();
  return (
    <Notice {...wording.preparing} look="busy">
      <Status />
      <button type="button" onClick={() => actions.choose(true)}>
        {wording.change}
      </button>
    </Notice>
  );
}

/** The last instruction has run out, and nobody knows yet how it ended. */
export function TimeOverScreen() {
  const { wording, actions } = usePage();
  // It is so by this device's clock. The gateway knows the time, and whether the money came in the last
  // second.
  useEffect(() => actions.resume(), [actions]);
  return (
    <Notice {...wording.timeOver} look="busy">
      <Status />
    </Notice>
  );
}
