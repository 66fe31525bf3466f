import { expect, test } from 'vitest';
import { run } from '../../support/graphql-execution.ts';
import { aNotification } from '../../support/order-store-contract/steps.ts';

test('a notification that stays kept says why in the language that is asked for', async () => {
  const reason = { EN: 'its body was purged', ID: 'isinya sudah dihapus' };
  const notification = {
    entry: aNotification(),
    disposition: 'ORPHANED',
    orderId: null,
    replayCount: 0,
  } as const;
  const replayed = [{ notification, effect: { kind: 'kept', reason } as const }];
  const result = await run(
    `mutation { replayInbox(input: { reason: "r" }) { ... on ReplayInboxSuccess {
      notifications { effect reason inIndonesian: reason(language: ID) }
    } } }`,
    { useCases: { replayInbox: async () => ({ kind: 'ReplayInboxSuccess', replayed, next: null }) } },
  );
  const shown = { effect: 'KEPT', reason: reason.EN, inIndonesian: reason.ID };
  expect(result).toEqual({ data: { replayInbox: { notifications: [shown] } } });
});
