import { expect, test } from 'vitest';
import type { JsonResult } from '../../../src/server/execution/planned-execution.ts';
import { nextMessage, PushedResults } from '../../../src/server/websocket/pushed-results.ts';

async function* three(log: string[]): AsyncGenerator<JsonResult, void, undefined> {
  try {
    for (const data of ['1', '2', '3']) {
      log.push(`made ${data}`);
      yield { data };
    }
  } finally {
    log.push('ended');
  }
}

test('results are sent one by one, each after the last was sent, and the reader sees the end alone', async () => {
  const log: string[] = [];
  const pushed = new PushedResults(three(log), async ({ data }) => {
    log.push(`sends ${data}`);
    await Promise.resolve();
    log.push(`sent ${data}`);
  });
  const read: unknown[] = [];
  for await (const result of pushed) read.push(result);
  expect(read).toEqual([]);
  const each = ['1', '2', '3'].flatMap((data) => [`made ${data}`, `sends ${data}`, `sent ${data}`]);
  expect(log).toEqual([...each, 'ended']);
});

test('what a source throws reaches the reader, after the results before it', async () => {
  async function* failing(): AsyncGenerator<JsonResult, void, undefined> {
    yield { data: '1' };
    throw new Error('no longer');
  }
  const sent: JsonResult[] = [];
  const pushed = new PushedResults(failing(), async (result) => void sent.push(result));
  await expect(pushed.next()).rejects.toThrow('no longer');
  expect(sent).toEqual([{ data: '1' }]);
});

test('a result that cannot be sent ends the source: its reader reads no more, and does not leave either', async () => {
  const log: string[] = [];
  const pushed = new PushedResults(three(log), ({ data }) => {
    throw new Error(`no words for ${data}`);
  });
  await expect(pushed.next()).rejects.toThrow('no words for 1');
  expect(log).toEqual(['made 1', 'ended']);
});

test('a reader that leaves ends the source', async () => {
  const log: string[] = [];
  const source = three(log);
  await source.next();
  await new PushedResults(source, async () => undefined).return();
  expect(log.at(-1)).toBe('ended');
});

test('a message carries its payload as it was written, whatever the id', () => {
  const payload = '{"data":{"amount":1.00}}';
  const id = '"}\n\u2028';
  const message = nextMessage(id, payload);
  expect(message).toContain(payload);
  expect(JSON.parse(message)).toEqual({ id, type: 'next', payload: JSON.parse(payload) as unknown });
});
