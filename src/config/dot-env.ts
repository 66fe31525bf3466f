import { parseEnv } from 'node:util';
import type { Environment } from './variables.ts';

/** Whether these variables ask for real money, or for a place without conveniences. */
export function isProductionIn(environment: Environment): boolean {
  const value = (name: string) => environment[name]?.trim() || undefined;
  return value('NODE_ENV') === 'production' || (value('DANA_ENV') ?? value('ENV')) === 'production';
}

/**
 * Adds the variables of a `.env` beside package.json, for development; the process's own win. In production a
 * stray `.env` supplies nothing, and a `.env` that itself asks for production is a fault: somebody must set
 * the variables of real money on purpose.
 */
export function withDotEnv(
  environment: Environment,
  readFile: (path: string) => string,
):
  | { readonly kind: 'ok'; readonly environment: Environment }
  | { readonly kind: 'rejected'; readonly fault: string } {
  if (isProductionIn(environment)) return { kind: 'ok', environment };
  const together = { ...read(readFile), ...environment };
  if (!isProductionIn(together)) return { kind: 'ok', environment: together };
  return {
    kind: 'rejected',
    fault:
      '.env asks for production: set the variables of the process itself, a file supplies none of them there',
  };
}

function read(readFile: (path: string) => string): Environment {
  try {
    return parseEnv(readFile('.env'));
  } catch {
    return {};
  }
}
