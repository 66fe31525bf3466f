import { secretsInFiles } from './secrets-in-files.ts';
import { unreadable } from './shapes.ts';
import type { Environment } from './variables.ts';

/** The variables without surrounding white space; a blank one counts as absent. */
export function withoutBlanks(environment: Environment): Environment {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()] as const);
  return Object.fromEntries(trimmed.filter(([, value]) => value !== undefined && value !== ''));
}

/** The text of every variable, after aliases and key files; and the variable that supplied it, for messages. */
export interface Sources {
  readonly texts: Readonly<Record<string, string | undefined | typeof unreadable>>;
  supplierOf(name: string): string;
}

/** ENV loses against DANA_ENV; the file of a key wins over its text, as DANA documents it. */
export function readSources(environment: Environment, readFile: (path: string) => string): Sources {
  const suppliers: Readonly<Record<string, string>> = {
    ...(environment.DANA_ENV === undefined && environment.ENV !== undefined && { DANA_ENV: 'ENV' }),
    ...(environment.PRIVATE_KEY_PATH !== undefined && { PRIVATE_KEY: 'PRIVATE_KEY_PATH' }),
    ...(environment.DANA_WEBHOOK_PUBLIC_KEY_PATH !== undefined && {
      DANA_WEBHOOK_PUBLIC_KEY_STRING: 'DANA_WEBHOOK_PUBLIC_KEY_PATH',
    }),
    ...Object.fromEntries(
      secretsInFiles
        .filter((name) => environment[`${name}_PATH`] !== undefined)
        .map((name) => [name, `${name}_PATH`]),
    ),
  };
  const supplied = Object.entries(suppliers).map(([name, supplier]) => {
    const text = environment[supplier] ?? '';
    return [name, supplier.endsWith('_PATH') ? contentOf(text, readFile) : text] as const;
  });
  return {
    texts: { ...environment, ...Object.fromEntries(supplied) },
    supplierOf: (name) => suppliers[name] ?? name,
  };
}

function contentOf(path: string, readFile: (path: string) => string): string | typeof unreadable {
  try {
    return readFile(path).trim();
  } catch {
    return unreadable;
  }
}
