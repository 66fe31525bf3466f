import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventOutbox } from '../../../src/use-cases/ports/event-outbox.ts';
import { openReceiver, type Receiver } from '../../support/event-receiver.ts';
import { eventually } from '../../support/eventually.ts';
import { openStage, passUntil, type Stage } from './stage.ts';

let stage: Stage;
let receiver: Receiver;

beforeEach(async () => {
  stage = await openStage();
  receiver = await openReceiver();
});

afterEach(async () => {
  await stage.close();
  await receiver.close();
});

async function pending(url = receiver.url) {
  const [state] = await stage.outbox.endpointStates([url]);
  return state && { pending: state.pendingCount, dead: state.deadCount };
}

/** Waits until the gateway has recorded that every event was accepted. */
function allAccepted() {
  return eventually(pending, (state) => state?.pending === 0);
}

describe('one slow receiver', () => {
  test('does not delay another, and has a bounded number of concurrent attempts', async () => {
    const slow = await openReceiver();
    let waiting = 0;
    slow.answer = () => () => {
      waiting += 1;
    };
    await stage.startWorker({ endpointUrls: [slow.url, receiver.url] });
    await Promise.all(Array.from({ length: 40 }, () => stage.sell()));
    await receiver.hears(120);
    await allAccepted();
    expect(waiting).toBe(16);
    await slow.close();
  });

  test('that never ends its answers holds no more connections than concurrent attempts', async () => {
    let openCount = 0;
    const opened: number[] = [];
    receiver.answer = () => (response) => {
      openCount += 1;
      opened.push(openCount);
      response.on('close', () => {
        openCount -= 1;
      });
      response.writeHead(200).write('x');
    };
    // So long that sixteen connections stand open before the first is cut, also on a busy machine.
    await stage.startWorker({ endpointUrls: [receiver.url], answerTimeoutMs: 2_000 });
    await Promise.all(Array.from({ length: 40 }, () => stage.sell()));
    await receiver.hears(40);
    expect(Math.max(...opened)).toBe(16);
  });

  test('is cut off at the deadline, and attempted again', async () => {
    let cutCount = 0;
    receiver.answer = (_delivery, attempt) =>
      attempt > 1 ? 204 : (response) => response.on('close', () => (cutCount += 1));
    await stage.startWorker({ endpointUrls: [receiver.url], answerTimeoutMs: 200 });
    await stage.sell();
    await passUntil(
      stage.clock,
      async () => receiver.received.length >= 6 && (await pending())?.pending === 0,
      { stepMs: 1_000 },
    );
    const versions = receiver.received.map(({ version }) => version);
    // On a busy machine an answer may come after its deadline too, and the moved clock may end a claim; both repeat an attempt.
    expect(versions.filter((version, index) => version !== versions[index - 1])).toEqual([1, 2, 3]);
    for (const version of [1, 2, 3])
      expect(versions.filter((one) => one === version).length).toBeGreaterThanOrEqual(2);
    await expect.poll(() => cutCount).toBe(3);
  });
});

test.each(['queueDeliveries', 'recallDeliveries'] as const)(
  'a process that stops during %s sends nothing',
  async (step) => {
    await stage.outbox.openEndpoint(receiver.url);
    await stage.sell();
    let stopping: Promise<void> | undefined;
    const outbox = (real: EventOutbox): EventOutbox => ({
      ...real,
      queueDeliveries(...input) {
        if (step === 'queueDeliveries') stopping ??= worker.stop();
        return real.queueDeliveries(...input);
      },
      recallDeliveries(...input) {
        if (step === 'recallDeliveries') stopping ??= worker.stop();
        return real.recallDeliveries(...input);
      },
    });
    const worker = await stage.startWorker({ endpointUrls: [receiver.url], outbox });
    await expect.poll(() => stopping !== undefined).toBe(true);
    await stopping;
    expect(await pending()).toEqual({ pending: 3, dead: 0 });
    expect(receiver.received).toEqual([]);
  },
);

test('a process that stops finishes its attempts and starts none', async () => {
  const answers: (() => void)[] = [];
  receiver.answer = () => (response) => answers.push(() => response.writeHead(204).end());
  await stage.outbox.openEndpoint(receiver.url);
  await stage.sell();
  let isStopping = false;
  let lateClaimsCount = 0;
  const outbox = (real: EventOutbox): EventOutbox => ({
    ...real,
    claimDeliveries(...input) {
      if (isStopping) lateClaimsCount += 1;
      return real.claimDeliveries(...input);
    },
  });
  const worker = await stage.startWorker({ endpointUrls: [receiver.url], outbox });
  await expect.poll(() => answers.length).toBe(1);
  const stopped = worker.stop();
  isStopping = true;
  for (const answer of answers) answer();
  await stopped;
  expect(await pending()).toEqual({ pending: 2, dead: 0 });
  // A claim that was under way may still have found the next event; what is claimed is sent.
  expect(lateClaimsCount).toBe(0);
});
