import { expect, test } from 'vitest';
import { drillRestore } from '../demo/restore-drill.ts';
import { isInTurn } from '../support/sample.ts';

test.runIf(isInTurn(2, 5))('the drill of docs/operating.md tells two histories apart', async () => {
  const facts = await drillRestore(() => undefined);
  expect(Object.entries(facts).filter(([, holds]) => !holds)).toEqual([]);
});
