import { expect, test } from 'vitest';
import { attachGapura, type GapuraOptions, startGapura } from '../../../src/packages/testing/testing.ts';

test('a misspelt option is refused before anything starts', async () => {
  const misspelt: object = { profil: 'sandbox' };
  await expect(startGapura(misspelt as GapuraOptions)).rejects.toThrow(
    'startGapura has no option profil. It has events, corsOrigins, profile, logLevel, startWithinMs.',
  );
});

test('nobody waits for a status that does not exist', async () => {
  const nowhere = { url: 'http://127.0.0.1:1', simulatorUrl: 'http://127.0.0.1:1', serverKey: 'gsk_x' };
  await expect(attachGapura(nowhere).until('order-1', 'SETTLED')).rejects.toThrow(
    /^There is no status SETTLED\. There are CONFIRMING, PENDING, /,
  );
});
