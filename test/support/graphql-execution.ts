import { type ExecutionResult, type GraphQLError, parse, subscribe, validate } from 'graphql';
import type { Caller, Scope } from '../../src/access/caller.ts';
import { scopes } from '../../src/access/caller.ts';
import { nameLiteralErrors } from '../../src/graphql/input-errors/literal-errors.ts';
import { findVariableErrors } from '../../src/graphql/input-errors/variable-errors.ts';
import type { GraphqlContext } from '../../src/graphql/schema/builder.ts';
import { schema } from '../../src/graphql/schema.ts';
import type { UseCases } from '../../src/use-cases/use-cases.ts';
import { executeOnBoth, recordOnce } from './both-executors.ts';
import { birth } from './orders.ts';

/** A server key with these scopes; with all of them unless a test names some. */
export function serverKey(...only: Scope[]): Caller {
  return {
    kind: 'serverKey',
    keyId: 'key-1',
    name: 'shop-backend',
    scopes: new Set(only.length === 0 ? scopes : only),
  };
}

/** The client token of one order. */
export function clientToken(orderId: string): Caller {
  return { kind: 'clientToken', orderId, expiresAt: new Date(birth.getTime() + 86_400_000) };
}

/** The checkout token of one checkout. */
export function checkoutToken(checkoutId: string): Caller {
  return { kind: 'checkoutToken', checkoutId, expiresAt: new Date(birth.getTime() + 86_400_000) };
}

export const anonymous: Caller = { kind: 'anonymous' };

/**
 * How a test calls: as whom, with what, and over which use cases. Use cases that are not given must not be
 * called.
 */
export interface Asking {
  readonly caller?: Caller;
  readonly variables?: Record<string, unknown>;
  readonly useCases?: Partial<UseCases>;
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

/** Executes one operation, from its text to its result, as the server does; throws if graphql-js has another result. */
export async function run(text: string, asking: Asking = {}): Promise<ExecutionResult> {
  const document = parse(text);
  const invalid = validate(schema, document);
  if (invalid.length > 0) return { errors: nameLiteralErrors(document, invalid) };
  const args = { schema, document, variableValues: asking.variables ?? {} };
  const errors = findVariableErrors(args);
  if (errors.length > 0) return { errors };
  const contextValue = context(asking);
  const useCases = recordOnce(contextValue.useCases);
  return executeOnBoth(args, () => ({ ...contextValue, useCases: useCases() }));
}

/** Subscribes: returns the source of results, or the error that refused it. */
export function watch(text: string, asking: Asking = {}) {
  return subscribe({
    schema,
    document: parse(text),
    variableValues: asking.variables ?? {},
    contextValue: context(asking),
  });
}

/** The one error of a result, as a client reads it. */
export function soleError({ errors = [] }: ExecutionResult): GraphQLError {
  const [error, ...more] = errors;
  if (error === undefined || more.length > 0) throw new Error(`expected one error, got ${errors.join('; ')}`);
  return error;
}

function context({ caller = serverKey(), useCases = {}, now = birth, signal }: Asking): GraphqlContext {
  return {
    caller,
    useCases: new Proxy(useCases, {
      get(given, name: keyof UseCases) {
        return given[name] ?? (() => Promise.reject(new Error(`${name} was not expected to be called`)));
      },
    }) as UseCases,
    issueClientToken: (order) => `token of ${order.id}`,
    issueCheckoutToken: (checkout) => `token of ${checkout.id}`,
    checkoutUrl: 'https://shop.example/pay/',
    dashboardUrl: 'https://grafana.example/d/gapura',
    now: () => now,
    signal: () => signal ?? new AbortController().signal,
  };
}
