import { describe, expect, test } from 'vitest';
import { type ProcessWish, startGatewayProcess } from '../../../src/packages/testing/gateway-process.ts';

/** A program in place of the gateway. */
const wishFor = (source: string, more: Partial<ProcessWish> = {}): ProcessWish => ({
  ...{ program: ['--input-type=commonjs', '--eval', source], env: {}, isHeard: false, startWithinMs: 60_000 },
  ...more,
});
const failureOf = async (wish: ProcessWish) =>
  startGatewayProcess(wish).then(
    () => '',
    (error: Error) => error.message,
  );
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('the process of a gateway for tests', () => {
  test('that is not ready in time is ended, and what it said last is said', async () => {
    const waiting = `console.error('process ' + process.pid + ' waits for a disk');
      process.on('disconnect', () => process.exit()); setInterval(() => undefined, 1000)`;
    const message = await failureOf(wishFor(waiting, { startWithinMs: 1_500 }));
    expect(message).toContain('was not ready within 1.5 s. It said:\nprocess ');
    expect(isAlive(Number(/process (\d+) waits/.exec(message)?.[1]))).toBe(false);
  });

  test('that ends before it listens is reported with all that it said, and with how it ended', async () => {
    expect(await failureOf(wishFor("console.error('no room'); process.exitCode = 1"))).toBe(
      'The gateway could not start. It said:\nno room\n',
    );
    expect(await failureOf(wishFor(''))).toBe('The gateway could not start. It said nothing.');
  });

  test('is stopped by the channel between the two, once, however often it is asked', async () => {
    const listening = `process.send({ url: String(process.pid), simulatorUrl: '', serverKey: '' });
      process.on('disconnect', () => process.exit())`;
    const { addresses, stop } = await startGatewayProcess(wishFor(listening));
    await Promise.all([stop(), stop()]);
    expect(isAlive(Number(addresses.url))).toBe(false);
  });
});
