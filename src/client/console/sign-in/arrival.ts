/** Why an identity provider's page led back without signing anybody in. */
const failures = ['denied', 'unavailable', 'failed', 'unlinked', 'noRole'] as const;
export type ArrivalFailure = (typeof failures)[number];

/** What the address of the page brought along. */
export type Arrival =
  | { readonly kind: 'plain' }
  /** The code of a link that signs in once. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'failure'; readonly reason: ArrivalFailure; readonly subject: string };

/** Reads the fragment of an address. A code stands in no other part of it, so no server and no log gets it. */
export function readArrival(fragment: string): Arrival {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const code = fields.get('sign-in');
  if (code !== null) return { kind: 'code', code };
  const failed = fields.get('sign-in-failed');
  if (failed === null) return { kind: 'plain' };
  const reason = failures.find((one) => one === failed) ?? 'failed';
  return { kind: 'failure', reason, subject: fields.get('subject') ?? '' };
}
