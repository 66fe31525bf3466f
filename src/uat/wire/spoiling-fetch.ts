import type { HeaderFault } from '../scenarios/scenario.ts';

/** 256 bytes, the length of a signature by a 2048-bit key, that no key has made. */
const bogusSignature = Buffer.alloc(256, 7).toString('base64');

/**
 * A fetch for the adapter that spoils one header after the adapter has signed the request, as DANA's own
 * suite does, so that nothing else about the request is wrong.
 */
export function spoilingFetch({ header, fault }: HeaderFault, send: typeof fetch): typeof fetch {
  return (input, init) => {
    const headers = new Headers(init?.headers);
    const spoilt = {
      'left out': null,
      empty: '',
      'a space instead of T': (headers.get(header) ?? '').replace('T', ' '),
      bogus: bogusSignature,
    }[fault];
    if (spoilt === null) headers.delete(header);
    else headers.set(header, spoilt);
    return send(input, { ...init, headers });
  };
}
