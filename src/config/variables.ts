/** The variables of a process, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads variables, collects what is wrong with them, and never repeats a value: it may be a secret. */
export function makeReader(environment: Environment, readFile: (path: string) => string) {
  const faults: string[] = [];
  const fault = (text: string) => {
    faults.push(text);
  };

  /** The value without surrounding white space; null where it is absent or empty. */
  function text(name: string): string | null {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? null : value;
  }

  function required(name: string, meaning: string): string | null {
    const value = text(name);
    if (value === null) fault(`${name} is missing: set it to ${meaning}`);
    return value;
  }

  function parsedUrl(name: string, value: string | null): URL | null {
    if (value === null) return null;
    if (URL.canParse(value)) return new URL(value);
    fault(`${name} is not a URL: write it in full, with its scheme`);
    return null;
  }

  function checkedSecret(name: string, value: string, bytesMin: number): string | null {
    if (Buffer.byteLength(value) >= bytesMin) return value;
    fault(`${name} is too short: use at least ${bytesMin} random bytes, e.g. of: openssl rand -base64 36`);
    return null;
  }

  return {
    faults,
    fault,
    text,
    required,
    requiredUrl: (name: string, meaning: string) => parsedUrl(name, required(name, meaning)),
    optionalUrl: (name: string) => parsedUrl(name, text(name)),

    port(name: string, otherwise: number): number {
      const value = text(name);
      const port = value === null ? otherwise : Number(value);
      if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
      fault(`${name} must be a port number from 0 to 65535`);
      return otherwise;
    },

    count(name: string, otherwise: number, { min, max }: { min: number; max: number }): number {
      const value = text(name);
      const count = value === null ? otherwise : Number(value);
      if (Number.isInteger(count) && count >= min && count <= max) return count;
      fault(`${name} must be a whole number from ${min} to ${max}`);
      return otherwise;
    },

    oneOf<Value extends string>(name: string, values: readonly Value[], otherwise: Value): Value {
      const value = text(name);
      if (value === null) return otherwise;
      const found = values.find((candidate) => candidate === value);
      if (found === undefined) fault(`${name} must be one of ${values.join(', ')}`);
      return found ?? otherwise;
    },

    requiredSecret(name: string, bytesMin: number): string | null {
      const value = required(name, `a secret of at least ${bytesMin} random bytes`);
      return value === null ? null : checkedSecret(name, value, bytesMin);
    },

    optionalSecret(name: string, bytesMin: number): string | null {
      const value = text(name);
      return value === null ? null : checkedSecret(name, value, bytesMin);
    },

    /** One to `countMax` secrets, separated by commas, newest first. */
    secretList(name: string, bytesMin: number, countMax: number): readonly [string, ...string[]] | null {
      const value = required(
        name,
        `a secret of at least ${bytesMin} random bytes, the same on every process`,
      );
      if (value === null) return null;
      const [first, ...others] = value.split(',').map((secret) => secret.trim());
      if (first === undefined || others.length >= countMax) {
        fault(`${name} holds more than ${countMax} values: keep the newest first and one older`);
        return null;
      }
      const isLong = [first, ...others].every((secret) => checkedSecret(name, secret, bytesMin) !== null);
      return isLong ? [first, ...others] : null;
    },

    databaseUrl(name: string): string | null {
      const value = required(name, 'postgres://user:password@host:port/database');
      if (value === null || /^postgres(ql)?:\/\/\S+$/.test(value)) return value;
      fault(`${name} must start with postgres:// (Postgres 15 or newer)`);
      return null;
    },

    /** A key given as text or as the path of a file; the path wins, as DANA documents it. */
    keyText<Parsed extends { kind: 'ok' } | { kind: 'rejected'; reason: string }>(
      name: string,
      pathName: string,
      parse: (keyText: string) => Parsed,
    ): Extract<Parsed, { kind: 'ok' }> | null {
      const path = text(pathName);
      const source = path === null ? name : pathName;
      const content = path === null ? text(name) : readOrFault(pathName, path);
      if (content === null) {
        if (path === null) fault(`${name} is missing: set it, or ${pathName} to a file that holds it`);
        return null;
      }
      const parsed = parse(content);
      if (parsed.kind === 'ok') return parsed as Extract<Parsed, { kind: 'ok' }>;
      if ('reason' in parsed) fault(`${source} ${parsed.reason}`);
      return null;
    },

    /** Comma-separated places a payer may return to: origins or app schemes (`shopapp://`). */
    urlPatterns(name: string): readonly string[] {
      return list(name).flatMap((entry) => {
        if (!URL.canParse(entry)) {
          fault(
            `${name} holds an entry that is neither an origin (https://shop.example) nor a scheme (shopapp://)`,
          );
          return [];
        }
        const url = new URL(entry);
        return [url.protocol === 'https:' || url.protocol === 'http:' ? url.origin : url.protocol];
      });
    },

    flag(name: string, otherwise: boolean): boolean {
      const value = text(name);
      if (value === 'true' || value === 'false') return value === 'true';
      if (value !== null) fault(`${name} must be true or false`);
      return otherwise;
    },

    /**
     * Comma-separated URLs of servers. Whatever is secret does not belong into a URL, and what leaves the merchant's own
     * network does not travel in the clear.
     */
    endpoints(name: string, isHttpAllowed: boolean): readonly string[] {
      const urls = list(name).flatMap((entry) => {
        const url = URL.canParse(entry) ? new URL(entry) : null;
        const isWeb = url?.protocol === 'https:' || (isHttpAllowed && url?.protocol === 'http:');
        if (url && isWeb && !url.username && !url.password && !url.hash) return [url.href];
        fault(`${name} holds an entry that is not an https URL without a user, a password and a #fragment`);
        return [];
      });
      return [...new Set(urls)];
    },

    /** Up to two secrets as the Standard Webhooks specification writes them, separated by commas, newest first. */
    webhookSecrets(name: string): readonly string[] {
      const secrets = list(name);
      if (secrets.length > 2) fault(`${name} holds more than 2 values: keep the newest first and one older`);
      if (!secrets.every(isWebhookSecret)) {
        fault(
          `${name} must hold whsec_ and 24 to 64 random bytes in base64, e.g. whsec_ and what this says: openssl rand -base64 32`,
        );
      }
      return secrets;
    },

    /** Comma-separated web origins. */
    origins(name: string): readonly string[] {
      return list(name).flatMap((entry) => {
        if (URL.canParse(entry) && new URL(entry).origin === entry) return [entry];
        fault(`${name} holds an entry that is not an origin: write https://shop.example, without a path`);
        return [];
      });
    },
  };

  function list(name: string): string[] {
    return (text(name) ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '');
  }

  function readOrFault(name: string, path: string): string | null {
    try {
      return readFile(path);
    } catch {
      fault(`${name} names a file that cannot be read`);
      return null;
    }
  }
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md, "Signature scheme". */
function isWebhookSecret(text: string): boolean {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  if (base64 === undefined || base64.length % 4 !== 0) return false;
  const bytesCount = Buffer.from(base64, 'base64').length;
  return bytesCount >= 24 && bytesCount <= 64;
}

export type Reader = ReturnType<typeof makeReader>;
