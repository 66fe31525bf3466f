import { expect, test } from 'vitest';
import { roles, type Scope, scopesOfRole } from '../../../../src/access/caller.ts';
import { type Right, rightsOfRole } from '../../../../src/client/console/rights.ts';

const scopesOf: Readonly<Record<Right, readonly Scope[]>> = {
  giveBack: ['refunds:create', 'orders:cancel'],
  attest: ['refunds:create'],
  makeLinks: ['orders:create'],
  decide: ['approvals:decide'],
  handleIncidents: ['ops:write'],
  importSettlement: ['settlement:write'],
};

test.each(roles)('the console offers to the role %s exactly what the gateway allows it', (role) => {
  const allowed = Object.entries(scopesOf)
    .filter(([, scopes]) => scopes.every((scope) => scopesOfRole[role].includes(scope)))
    .map(([right]) => right);
  expect([...(rightsOfRole[role] ?? [])].sort()).toEqual(allowed.sort());
});
