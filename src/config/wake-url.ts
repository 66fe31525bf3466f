import type * as z from 'zod';
import type { GatewaySettings } from './settings.ts';

const portDefault = '4222';
/** `tls:` encrypts; with several servers, the first one's scheme and user are those of all. */
const schemes: readonly string[] = ['nats:', 'tls:'];

/** `none`, or the servers of one NATS cluster: `nats://user:password@host:4222,nats://other:4222`. */
export function wakeUrl(text: z.ZodString) {
  return text
    .refine(
      (value) =>
        value === 'none' || urlsOf(value).every((url) => url !== null && schemes.includes(url.protocol)),
      'must be none, or nats://host:4222, or several of these with commas between them',
    )
    .transform((value): GatewaySettings['wakeUps'] => {
      if (value === 'none') return { kind: 'none' };
      const urls = urlsOf(value).flatMap((url) => url ?? []);
      const [first] = urls;
      return {
        kind: 'nats',
        servers: urls.map(({ hostname, port }) => `${hostname}:${port || portDefault}`),
        user: decodeURIComponent(first?.username ?? '') || null,
        password: decodeURIComponent(first?.password ?? '') || null,
        isTls: first?.protocol === 'tls:',
      };
    });
}

function urlsOf(value: string): (URL | null)[] {
  return value.split(',').map((part) => (URL.canParse(part) ? new URL(part) : null));
}
