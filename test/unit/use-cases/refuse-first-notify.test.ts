import { expect, test } from 'vitest';
import type { ReceiveFinishNotify } from '../../../src/use-cases/notifications/receive-finish-notify.ts';
import { refuseFirstNotify } from '../../../src/use-cases/notifications/refuse-first-notify.ts';
import { aDetail } from '../../support/incidents.ts';

/** A gateway that refuses the first notification of ord-1. The body of each notification here is its reference. */
function openGateway() {
  const received: string[] = [];
  const receive: ReceiveFinishNotify = async ({ body }) => {
    received.push(Buffer.from(body).toString());
    return { kind: 'orphaned' };
  };
  const refusing = refuseFirstNotify(
    receive,
    (body) => ({
      kind: 'unreadable',
      reason: aDetail('only the reference can be read'),
      partnerReferenceNo: Buffer.from(body).toString(),
    }),
    'ord-1',
  );
  const deliver = (reference: string) =>
    refusing({
      id: 'n-1',
      receivedAt: new Date(0),
      timestamp: '',
      keyFingerprint: 'k',
      body: Buffer.from(reference),
    });
  return { received, deliver };
}

test('the first notification of the named order fails and is not received; every later one is', async () => {
  const { received, deliver } = openGateway();
  await expect(deliver('ord-1')).rejects.toThrow('refused on purpose');
  expect(received).toEqual([]);
  await deliver('ord-1');
  await deliver('ord-1');
  expect(received).toEqual(['ord-1', 'ord-1']);
});

test('notifications of other orders are received, before and after', async () => {
  const { received, deliver } = openGateway();
  await deliver('ord-2');
  await expect(deliver('ord-1')).rejects.toThrow();
  await deliver('ord-10');
  expect(received).toEqual(['ord-2', 'ord-10']);
});
