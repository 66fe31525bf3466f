import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deskRoutes } from '../../../src/simulator/control/desk-routes.ts';
import { disputeRoutes } from '../../../src/simulator/control/dispute-routes.ts';
import { faultRoutes } from '../../../src/simulator/control/fault-routes.ts';
import { liveFeed } from '../../../src/simulator/control/live-feed.ts';
import { orderRoutes } from '../../../src/simulator/control/order-routes.ts';
import { settlementRoutes } from '../../../src/simulator/control/settlement-routes.ts';
import { unitRoutes } from '../../../src/simulator/control/unit-routes.ts';
import {
  callFaults,
  type FaultKind,
  notifyFaults,
  settlementFaults,
} from '../../../src/simulator/model/fault-table.ts';
import { cancelMagic, refundMagic } from '../../../src/simulator/operations/magic-values.ts';

const documentation = readFileSync('docs/simulator.md', 'utf8');
const lines = documentation.split('\n');

test.each(Object.entries<FaultKind>({ ...callFaults, ...notifyFaults, ...settlementFaults }))(
  'the fault %s is documented with its options',
  (fault, kind) => {
    const rows = lines.filter((line) => line.startsWith(`| \`${fault}\` |`));
    expect(rows.length).toBeGreaterThan(0);
    for (const option of Object.keys(kind.options)) expect(rows.join('\n')).toContain(`\`${option}\``);
  },
);

test.each([
  ...deskRoutes,
  ...orderRoutes,
  ...disputeRoutes,
  ...faultRoutes,
  ...settlementRoutes,
  ...unitRoutes,
  liveFeed,
])('$method $path is documented', ({ method, path }) => {
  const written = path
    .replace('/simulator/orders/:partnerReferenceNo/', '…/:partnerReferenceNo/')
    .replace(/:(\w+)/g, '{$1}');
  expect(documentation).toContain(`\`${method} ${written}\``);
});

test.each([...Object.keys(cancelMagic), ...Object.keys(refundMagic)])(
  'the magic value %s is documented',
  (value) => {
    expect(documentation).toContain(`| \`${value}\` |`);
  },
);
