import type { IncomingMessage } from 'node:http';
import type { Language } from '../../domain/words/translated.ts';

/**
 * The first of Indonesian and English that the header Accept-Language names, else English: clients name the language that
 * they prefer first. `in` is an old code for Indonesian.
 */
export function preferredLanguage({ headers }: Pick<IncomingMessage, 'headers'>): Language {
  const first = (headers['accept-language'] ?? '')
    .split(',')
    .map((tag) => tag.trim().split(/[-;]/, 1)[0]?.toLowerCase() ?? '')
    .find((tag) => tag === 'id' || tag === 'in' || tag === 'en');
  return first === 'id' || first === 'in' ? 'ID' : 'EN';
}
