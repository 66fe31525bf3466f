import { parseEnv } from 'node:util';
import type { Environment } from './variables.ts';

/** Whether these variables speak of real money, or say that this is no place for conveniences. */
export function isProductionIn(environment: Environment): boolean {
  const value = (name: string) => environment[name]?.trim() || undefined;
  return value('NODE_ENV') === 'production' || (value('DANA_ENV') ?? value('ENV')) === 'production';
}

/**
 * The variables with those of a `.env` beside package.json, which serves development; the process's own win. In
 * production a stray one supplies nothing, and one that itself asks for production is a fault: real money needs
 * somebody who set the variables on purpose.
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
