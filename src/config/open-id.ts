import * as z from 'zod';
import { roles } from '../access/caller.ts';
import type { OpenIdSettings } from '../access/console/open-id.ts';

const message = `holds an entry that is no group with a role: write payments-support:support; roles are ${roles.join(' ')}`;

/** Groups with their roles, such as `payments-finance:finance, payments-support:support`; the first one of a person counts. */
export const openIdGroups = z.string().transform((text, context): OpenIdSettings['roles'] =>
  text
    .split(',')
    .flatMap((entry) => entry.trim() || [])
    .flatMap((entry) => {
      const [, group = '', name] = /^(.+):([a-z]+)$/.exec(entry) ?? [];
      const role = roles.find((candidate) => candidate === name);
      if (role !== undefined) return [{ group: group.trim(), role }];
      context.addIssue(message);
      return z.NEVER;
    }),
);

/** The identity provider; null if there is none. The checks see to it that nothing is missing. */
export function openIdSettings(variables: {
  readonly OIDC_ISSUER?: URL | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: string | undefined;
  readonly OIDC_SCOPE: string;
  readonly OIDC_GROUPS: OpenIdSettings['roles'];
  readonly OIDC_GROUPS_CLAIM: string;
}): OpenIdSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = variables;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  const { OIDC_SCOPE: scope, OIDC_GROUPS: roles, OIDC_GROUPS_CLAIM: groupsClaim } = variables;
  return { issuer, clientId, clientSecret, scope, roles, groupsClaim };
}
