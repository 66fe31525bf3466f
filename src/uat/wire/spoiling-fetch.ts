import type { HeaderFault } from '../scenarios/scenario.ts';

/** 256 bytes, as a signature of a 2048-bit key has, that nobody's key has made. */
const bogusSignature = Buffer.alloc(256, 7).toString('base64');

/**
 * fetch for the adapter that spoils one header of what the adapter has signed, as DANA's own suite does: after the
 * signature, so that nothing else about the request is wrong.
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
