import { expect, test } from 'vitest';
import { refuseFirstNotify } from '../../../src/use-cases/notifications/refuse-first-notify.ts';
import type { UseCases } from '../../../src/use-cases/use-cases.ts';

type RecordFinishNotify = UseCases['recordFinishNotify'];

function recorder() {
  const recorded: string[] = [];
  const record: RecordFinishNotify = async (notify) => {
    recorded.push(notify.partnerReferenceNo);
    return { kind: 'orphaned' };
  };
  const refusing = refuseFirstNotify(record, 'ord-1');
  const tell = (partnerReferenceNo: string) =>
    refusing(
      { partnerReferenceNo } as Parameters<RecordFinishNotify>[0],
      {} as Parameters<RecordFinishNotify>[1],
    );
  return { recorded, tell };
}

test('the first of the named order fails and is not recorded; every later one is', async () => {
  const { recorded, tell } = recorder();
  await expect(tell('ord-1')).rejects.toThrow('refused on purpose');
  expect(recorded).toEqual([]);
  await tell('ord-1');
  await tell('ord-1');
  expect(recorded).toEqual(['ord-1', 'ord-1']);
});

test('other orders are not touched, before or after', async () => {
  const { recorded, tell } = recorder();
  await tell('ord-2');
  await expect(tell('ord-1')).rejects.toThrow();
  await tell('ord-10');
  expect(recorded).toEqual(['ord-2', 'ord-10']);
});
