import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { readMessage, writeEverything, writeMessages } from '../../../src/wake-ups/message.ts';

/** Postgres's bound. */
const notificationBytesMax = 8_000;

test('wake-ups are read as they were written, with their sender', () => {
  const wakeUps = [
    { id: randomUUID(), version: 7 },
    { id: randomUUID(), version: null },
  ];
  const [message = ''] = writeMessages('process-1', wakeUps);
  expect(readMessage(message)).toEqual({ sender: 'process-1', wakeUps });
  expect(readMessage(writeEverything('process-1'))).toEqual({ sender: 'process-1', wakeUps: 'all' });
});

test('many wake-ups take as many messages as Postgres needs, and none is lost', () => {
  const wakeUps = Array.from({ length: 1_000 }, (_, index) => ({
    id: randomUUID(),
    version: 10 ** (index % 10),
  }));
  const messages = writeMessages('process-1', wakeUps);
  expect(messages.length).toBeLessThan(10);
  for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThan(notificationBytesMax);
  const heard = messages.map((message) => readMessage(message).wakeUps);
  expect(heard.flat()).toEqual(wakeUps);
});

test('no wake-ups are no message', () => {
  expect(writeMessages('process-1', [])).toEqual([]);
});

test('whatever else is on the channel wakes nobody', () => {
  for (const message of [
    '',
    'x',
    'x  ',
    'x ö',
    'x a:b',
    'x a:12345678901',
    `x ${'a'.repeat(65)}`,
    'x {"id":1}',
    "x '*",
  ]) {
    expect(readMessage(message).wakeUps).toEqual([]);
  }
  expect(readMessage('x ! a:1 ?').wakeUps).toEqual([{ id: 'a', version: 1 }]);
});
